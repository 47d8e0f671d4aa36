package org.pamoja.hub.settlement.bank;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A settlement with all that files are made of and checked against, as it is at the moment.
 *
 * @param id its number
 * @param model name of its model
 * @param bilateral whether its model settles pair by pair instead of against the scheme
 * @param state its state
 * @param reason its reason
 * @param windows numbers of its windows, ascending: its batch
 * @param createdAt when it was made
 * @param changedAt when it last changed
 * @param accounts its accounts by number
 */
public record SettlementFacts(
    long id,
    String model,
    boolean bilateral,
    String state,
    String reason,
    List<Long> windows,
    Instant createdAt,
    Instant changedAt,
    List<SettledAccount> accounts) {

  /** Its account of that number. */
  public Optional<SettledAccount> account(long accountId) {
    return accounts.stream().filter(account -> account.accountId() == accountId).findFirst();
  }

  /** Whether nothing can be finalised any more. */
  public boolean isOver() {
    return state.equals("ABORTED") || state.equals("SETTLED");
  }

  /** Whether it was given up, so that nothing of it is to be paid. */
  public boolean isAborted() {
    return state.equals("ABORTED");
  }

  /** What payments and entries of the settlement are called. */
  public String narration() {
    return "Settlement " + id + ", windows " + batch();
  }

  /** The windows as one text. */
  public String batch() {
    return String.join(" ", windows.stream().map(String::valueOf).toList());
  }
}
