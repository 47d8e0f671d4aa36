package org.pamoja.testkit.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.ledger.command.SettlementCommand;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/**
 * What a ledger should do, said as simply as possible: one command at a time, whole numbers, no
 * batches, no locks, no storage. Written from the specification and apart from the rules it is
 * compared with; it leaves out texts, hashes of messages other than their equality, and the
 * transfers of other schemes.
 *
 * <p>For one thread.
 */
public final class LedgerModel {
  final Map<Long, ModelAccount> accounts = new TreeMap<>();
  final Map<TransferKey, ModelEntry> entries = new TreeMap<>();
  final boolean confirmToPayee;
  final boolean onUsAllowed;
  private final ModelPayments payments = new ModelPayments(this);
  private final ModelOutcomes outcomes = new ModelOutcomes(this);
  private final ModelFunds funds = new ModelFunds(this);
  private final ModelSettlement settlements = new ModelSettlement(this);
  private List<String> told = new ArrayList<>();

  /**
   * What one command brought about.
   *
   * @param status as its submitter learns it
   * @param told who is told what, in order, each as {@code recipient TYPE id code}
   */
  public record Answer(Status status, List<String> told) {}

  /**
   * A ledger with {@code accounts}, in a scheme that tells payees of commits only if {@code
   * confirmToPayee}, and lets DFSPs pay themselves only if {@code onUsAllowed}.
   */
  public LedgerModel(Iterable<Account> accounts, boolean confirmToPayee, boolean onUsAllowed) {
    accounts.forEach(account -> this.accounts.put(account.id(), new ModelAccount(account)));
    this.confirmToPayee = confirmToPayee;
    this.onUsAllowed = onUsAllowed;
  }

  /** Decides {@code command}, which came at {@code arrived}, at {@code now}. */
  public Answer decide(Command command, Instant arrived, Instant now) {
    told = new ArrayList<>();
    Status status =
        switch (command) {
          case Command.Prepare it -> payments.prepare(it, arrived, now);
          case Command.PrepareConversion it -> payments.convert(it, arrived, now);
          case Command.Fulfil it -> outcomes.fulfil(it, now);
          case Command.Fail it -> outcomes.fail(it, now);
          case Command.Expire it -> outcomes.expire(it, now);
          case Command.FundsIn it -> funds.in(it);
          case Command.FundsOutReserve it -> funds.out(it);
          case Command.FundsOutCommit it -> funds.commit(it.key(), now);
          case Command.FundsOutAbort it -> funds.abort(it.key(), now);
          case Command.Initialise it -> funds.initialise(it);
          case Command.SetNetDebitCap it -> funds.limit(it);
          case Command.SetNetDebitCapPercent it -> funds.limit(it);
          case Command.SetAccountActive it -> funds.active(it);
          case SettlementCommand it -> settlements.decide(it);
        };
    return new Answer(status, told);
  }

  /**
   * Closes the open window.
   *
   * @return of every account that something is left to settle on, how much: positive when its owner
   *     owes
   */
  public Map<Long, Long> closeWindow() {
    Map<Long, Long> nets = new TreeMap<>();
    accounts.forEach(
        (id, account) -> {
          if (account.toSettle != 0) {
            nets.put(id, account.toSettle);
          }
          account.toSettle = 0;
        });
    return nets;
  }

  /** State of every transfer, conversion, funds record and settlement. */
  public Map<TransferKey, TransferState> states() {
    Map<TransferKey, TransferState> states = new TreeMap<>();
    entries.forEach((key, entry) -> states.put(key, entry.state));
    return states;
  }

  /**
   * How many entries of each sort are in each state, by {@code SORT STATE}, and {@code SORT STATE
   * on us} where payer and payee are one.
   */
  public Map<String, Integer> reached() {
    Map<String, Integer> reached = new TreeMap<>();
    for (ModelEntry entry : entries.values()) {
      String onUs = entry.isOnUs() ? " on us" : "";
      reached.merge(entry.sort + " " + entry.state + onUs, 1, Integer::sum);
    }
    return reached;
  }

  /**
   * Of every account what is held, what is posted, the liquidity and the limit, as text to be
   * compared.
   */
  public Map<Long, String> balances() {
    Map<Long, String> balances = new TreeMap<>();
    accounts.forEach(
        (id, it) ->
            balances.put(id, line(it.held, it.posted, it.liquidity, it.capNow(), it.active)));
    return balances;
  }

  /** The same line for an account of a real ledger. */
  public static String line(Account account) {
    return line(
        account.debitsPending().longValueExact(),
        account.debitsPosted().subtract(account.creditsPosted()).longValueExact(),
        account.liquidity().longValueExact(),
        account.netDebitCap().map(cap -> cap.longValueExact()).orElse(null),
        account.active());
  }

  private static String line(long held, long posted, long liquidity, Long cap, boolean active) {
    return "held %d posted %d liquidity %d cap %s active %s"
        .formatted(held, posted, liquidity, cap, active);
  }

  void tell(String recipient, String type, ModelEntry about, String code) {
    tell(recipient, type, about.key, code);
  }

  /** Tells the payee what the payer has been told, unless they are one. */
  void tellPayeeToo(String type, ModelEntry about, String code) {
    if (!about.isOnUs()) {
      tell(about.payee, type, about, code);
    }
  }

  void tell(String recipient, String type, TransferKey about, String code) {
    told.add(line(recipient, type, about, code));
  }

  /** A notice as the model writes it. */
  public static String line(String recipient, String type, TransferKey about, String code) {
    return recipient
        + " "
        + type
        + " "
        + (about.conversion() ? "fx " : "")
        + about.id()
        + " "
        + code;
  }

  /** Every conversion of a payment, in key order. */
  List<ModelEntry> conversionsOf(String payment) {
    return entries.values().stream()
        .filter(entry -> entry.isConversion() && entry.determining.equals(payment))
        .toList();
  }

  /** Code of the reason for which {@code account} may not owe more; empty when it may. */
  String overrun(ModelAccount account, OptionalLong amount) {
    if (amount.isEmpty() || account.value() + amount.getAsLong() > account.liquidity) {
      return "4001";
    }
    long cap = account.capNow() == null ? 0 : account.capNow();
    return account.value() + amount.getAsLong() > cap ? "4200" : "";
  }

  void hold(ModelEntry entry) {
    entry.everReserved = true;
    accounts.get(entry.holdOn).held += entry.amount;
  }

  /** Ends an entry and gives back what it holds. */
  void release(ModelEntry entry, TransferState last) {
    if (entry.open()) {
      accounts.get(entry.holdOn).held -= entry.amount;
      if (entry.sort == ModelEntry.Sort.WITHDRAWAL && entry.otherAccount != 0) {
        accounts.get(entry.otherAccount).liquidity += entry.amount;
      }
    }
    entry.state = last;
  }

  /** Moves what an entry holds to whoever gets it. */
  void post(ModelEntry entry) {
    ModelAccount from = accounts.get(entry.holdOn);
    from.held -= entry.amount;
    from.posted += entry.amount;
    accounts.get(entry.giveTo).posted -= entry.amount;
    entry.state = TransferState.COMMITTED;
  }

  /** Notes an amount for the settlement of the window. */
  void count(long from, long to, long amount) {
    accounts.get(from).toSettle += amount;
    accounts.get(to).toSettle -= amount;
  }
}
