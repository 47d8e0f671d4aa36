package org.pamoja.ledger.transfer;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.account.Movement;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Command.Action;
import org.pamoja.ledger.command.Command.FundsAccounts;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Party;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.event.Notice;

/**
 * A ledger of plain maps for the tests of single rules. DFSPs A, B, C and the FX provider F have
 * POSITION, SETTLEMENT and INTERCHANGE_FEE accounts in USD and EUR, each with a liquidity of
 * 1000.0000 and a net debit cap of 500.0000.
 */
final class TestLedger implements LedgerView {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
  static final Instant LATER = Instant.parse("2026-03-01T12:00:30Z");
  static final String FULFILMENT = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  static final String CONDITION = "Zmh6rfhivXdsj8GLjp-OIAiXFIVu4jOzkCpZHQ1fKSU";
  static final String WRONG_FULFILMENT = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE";
  static final long UNIT = 10_000;
  static final TransferKey T = TransferKey.transfer("t");
  static final TransferKey FX = TransferKey.conversion("fx");

  private static final List<String> NAMES = List.of("Hub", "A", "B", "C", "F");

  final Map<TransferKey, Transfer> transfers = new TreeMap<>();
  final Map<Long, Account> accounts = new TreeMap<>();
  final List<Posting> postings = new ArrayList<>();
  Instant now = NOW;
  Duration waited = Duration.ZERO;
  private final TransferMachine machine;
  private long sequence = 100;

  TestLedger() {
    this(LedgerSettings.of("Hub"));
  }

  TestLedger(LedgerSettings settings) {
    machine = new TransferMachine(settings);
    for (String name : NAMES) {
      for (String currency : List.of("USD", "EUR")) {
        if (name.equals("Hub")) {
          put(account(name, currency, AccountTypes.HUB_RECONCILIATION, 0).withActive(true));
          put(account(name, currency, AccountTypes.HUB_MULTILATERAL_SETTLEMENT, 0));
        } else {
          put(account(name, currency, AccountTypes.INTERCHANGE_FEE, 0));
          Account settlement = account(name, currency, AccountTypes.SETTLEMENT, 0);
          put(settlement.after(Movement.credit(settlement.id(), 1000 * UNIT)));
          put(
              account(name, currency, AccountTypes.POSITION, 1000 * UNIT)
                  .withNetDebitCap(big(500)));
        }
      }
    }
  }

  static BigInteger big(long whole) {
    return BigInteger.valueOf(whole * UNIT);
  }

  private static Account account(String name, String currency, String type, long liquidity) {
    return new Account(
        id(name, currency, type),
        NAMES.indexOf(name) + 1,
        name,
        currency,
        type,
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigInteger.ZERO,
        Optional.empty(),
        BigInteger.valueOf(liquidity),
        7,
        true,
        true,
        true);
  }

  private static long id(String name, String currency, String type) {
    int hundred =
        switch (type) {
          case AccountTypes.SETTLEMENT -> 100;
          case AccountTypes.INTERCHANGE_FEE -> 200;
          case AccountTypes.HUB_MULTILATERAL_SETTLEMENT -> 300;
          default -> 0;
        };
    return hundred + 10L * (NAMES.indexOf(name) + 1) + (currency.equals("USD") ? 1 : 2);
  }

  static long position(String name, String currency) {
    return NAMES.contains(name) ? id(name, currency, AccountTypes.POSITION) : 0;
  }

  static long settlement(String name) {
    return id(name, "USD", AccountTypes.SETTLEMENT);
  }

  static long reconciliation() {
    return id("Hub", "USD", AccountTypes.HUB_RECONCILIATION);
  }

  static long multilateral() {
    return id("Hub", "USD", AccountTypes.HUB_MULTILATERAL_SETTLEMENT);
  }

  static long fee(String name) {
    return id(name, "USD", AccountTypes.INTERCHANGE_FEE);
  }

  static FundsAccounts funds(String name) {
    return new FundsAccounts(name, settlement(name), position(name, "USD"), reconciliation());
  }

  void put(Account account) {
    accounts.put(account.id(), account);
  }

  /** Value of a POSITION account in whole units. */
  long value(String name, String currency) {
    return whole(accounts.get(position(name, currency)).value());
  }

  static long whole(BigInteger units) {
    return units.divideAndRemainder(BigInteger.valueOf(UNIT))[0].longValueExact();
  }

  TransferState state(TransferKey key) {
    return transfers.get(key).state();
  }

  /** Decides a command and lets it take effect. */
  Decision decide(Command command) {
    Decision decision = look(command);
    decision.rows().forEach(row -> transfers.put(row.key(), row));
    decision.settings().forEach(this::put);
    for (Movement movement : decision.movements()) {
      put(accounts.get(movement.account()).after(movement));
    }
    postings.addAll(decision.postings());
    return decision;
  }

  /** Decides a command without effect. */
  Decision look(Command command) {
    Instant arrived = now.minus(waited);
    return machine.decide(this, command, new Moment(now, arrived, new EventPointer(1, ++sequence)));
  }

  @Override
  public Optional<Transfer> transfer(TransferKey key) {
    return Optional.ofNullable(transfers.get(key));
  }

  @Override
  public List<Transfer> conversionsOf(String determining) {
    return transfers.values().stream()
        .filter(row -> row.determining().equals(Optional.of(determining)))
        .toList();
  }

  @Override
  public Optional<Account> account(long id) {
    return Optional.ofNullable(accounts.get(id));
  }

  static Party party(String name, String currency) {
    return NAMES.contains(name)
        ? new Party(name, true, true, position(name, currency))
        : Party.unknown(name);
  }

  static Money usd(long whole) {
    return Money.of("USD", whole * UNIT);
  }

  static Money eur(long whole) {
    return Money.of("EUR", whole * UNIT);
  }

  static Command.Prepare prepare(Money amount) {
    return prepare("A", "B", amount);
  }

  static Command.Prepare prepare(String payer, String payee, Money amount) {
    return new Command.Prepare(
        T,
        payer,
        party(payer, amount.currency()),
        party(payee, amount.currency()),
        amount,
        CONDITION,
        LATER,
        Optional.of("prepare's extensions"),
        "hash");
  }

  static Command.PrepareConversion convert(
      String id, String initiator, Money source, Money target) {
    return new Command.PrepareConversion(
        TransferKey.conversion(id),
        "t",
        initiator,
        party(initiator, source.currency()),
        party(initiator, target.currency()),
        party("F", source.currency()),
        party("F", target.currency()),
        source,
        target,
        CONDITION,
        LATER,
        Optional.empty(),
        "hash");
  }

  static Command.Fulfil fulfil(TransferKey key, String source, Action action, String fulfilment) {
    return new Command.Fulfil(
        key,
        source,
        Optional.empty(),
        action,
        true,
        Optional.ofNullable(fulfilment),
        Optional.empty(),
        Optional.of("fulfil's extensions"),
        "hash");
  }

  static Command.Fulfil commit() {
    return fulfil(T, "B", Action.COMMIT, FULFILMENT);
  }

  static Command.Fail fail(TransferKey key, String source) {
    return new Command.Fail(
        key, source, Optional.empty(), "5104", "Payee rejected", Optional.empty(), "hash");
  }

  /** The notices of a decision, each as {@code recipient TYPE id code}. */
  static List<String> told(Decision decision) {
    return decision.notices().stream().map(TestLedger::line).toList();
  }

  private static String line(Notice notice) {
    String state = notice.state().map(shown -> " " + shown).orElse("");
    String code = notice.failure().map(failure -> " " + failure.code()).orElse("");
    return notice.recipient() + " " + notice.type() + " " + notice.about().id() + state + code;
  }
}
