package org.pamoja.hub.settlement.settlements;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;

/**
 * Which changes a settlement allows (settlement §4), and what state it is in itself when its
 * accounts have changed. Pure.
 *
 * @param settlement the settlement as it was when the request came: all changes of one request are
 *     held against that
 * @param accounts its accounts by number
 */
record ChangeRules(Settlement settlement, Map<Long, SettlementAccount> accounts) {

  /** Judges changes in the order in which they were asked for. */
  List<Handled> judge(List<AccountChange> asked) {
    Set<Long> processed = new HashSet<>();
    List<Handled> judged = new ArrayList<>();
    for (AccountChange change : asked) {
      Handled one = judge(change, processed);
      if (one.isDone()) {
        processed.add(change.account());
      }
      judged.add(one);
    }
    return judged;
  }

  private Handled judge(AccountChange change, Set<Long> processed) {
    SettlementAccount account = accounts.get(change.account());
    if (account == null) {
      return failed(change, Optional.empty(), "Account not found");
    }
    if (account.participant() != change.participant()) {
      return failed(change, Optional.empty(), "Participant and account mismatch");
    }
    if (processed.contains(account.account())) {
      return failed(change, Optional.of(account), "Account already processed once");
    }
    if (settlement.aborting()) {
      return failed(change, Optional.of(account), "Settlement is being aborted");
    }
    boolean allowed =
        account.state() == change.state()
            || settlement.state().step().filter(change.state()::equals).isPresent();
    return allowed
        ? new Handled(change, Optional.of(account), Optional.empty())
        : failed(change, Optional.of(account), "State change not allowed");
  }

  private static Handled failed(
      AccountChange change, Optional<SettlementAccount> account, String why) {
    return new Handled(
        change, account, Optional.of(ErrorInformation.of(ErrorCode.GENERIC_CLIENT_ERROR, why)));
  }

  /**
   * The state of a settlement whose accounts are these now: it goes on when no account is left in
   * its own.
   */
  static SettlementState stateOf(SettlementState before, Collection<SettlementAccount> accounts) {
    Optional<SettlementState> next = before.step();
    if (next.isEmpty()) {
      return before;
    }
    boolean none = accounts.stream().noneMatch(account -> account.state() == next.get());
    boolean all = accounts.stream().allMatch(account -> account.state() == next.get());
    if (next.get() == SettlementState.SETTLED && !none && !all) {
      return SettlementState.SETTLING;
    }
    return all ? next.get() : before;
  }
}
