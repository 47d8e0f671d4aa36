package org.pamoja.hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Party;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.transfer.TransferKey;

/** Transfers on the ledger of a {@link TestAdmin}, prepared and fulfilled at once. */
public final class TestPayments {
  private static final String FULFILMENT = "38PGTEPlVuTJQBX4MwQn9wJKluyiyh7MOkeOkJ99NuQ";
  private static final String CONDITION = "uHZscG-LpjfVx5aFlzq7AyzRh6p5QAHp9xLQaIEQ7f4";

  private final TestAdmin admin;

  /** Payments between the participants of {@code admin}. */
  public TestPayments(TestAdmin admin) {
    this.admin = admin;
  }

  /**
   * Moves money from one participant's position to the other's.
   *
   * @param units minor units at scale 4
   */
  public void pay(String payer, String payee, String currency, long units) {
    pay(payer, payee, currency, units, prepare -> prepare);
  }

  /** The same, settled gross in the batch that commits it. */
  public void payGross(String payer, String payee, String currency, long units) {
    Command.GrossAccounts accounts =
        new Command.GrossAccounts(
            account(payer, AccountTypes.SETTLEMENT, currency),
            account(payee, AccountTypes.SETTLEMENT, currency));
    pay(payer, payee, currency, units, prepare -> prepare.settledGross(accounts));
  }

  private void pay(
      String payer,
      String payee,
      String currency,
      long units,
      UnaryOperator<Command.Prepare> terms) {
    TransferKey key = TransferKey.transfer(UUID.randomUUID().toString());
    decide(
        terms.apply(
            new Command.Prepare(
                key,
                payer,
                party(payer, currency),
                party(payee, currency),
                Money.of(currency, units),
                CONDITION,
                Instant.now().plus(Duration.ofMinutes(5)),
                Optional.empty(),
                "hash")));
    decide(
        new Command.Fulfil(
            key,
            payee,
            Optional.of(payer),
            Command.Action.COMMIT,
            true,
            Optional.of(FULFILMENT),
            Optional.empty(),
            Optional.empty(),
            "hash"));
  }

  private Party party(String name, String currency) {
    return new Party(name, true, true, account(name, AccountTypes.POSITION, currency));
  }

  private long account(String name, String type, String currency) {
    return admin
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT account_id FROM account
                          WHERE participant = :name AND type = :type AND currency = :currency
                        """)
                    .bind("name", name)
                    .bind("type", type)
                    .bind("currency", currency)
                    .mapTo(Long.class)
                    .one());
  }

  private void decide(Command command) {
    Outcome outcome =
        admin
            .clearing()
            .submit(new Submission(command, Envelope.NONE, "test"), Runnable::run)
            .join();
    assertThat(outcome.status()).as(outcome.toString()).isEqualTo(Outcome.Status.DONE);
  }
}
