package org.pamoja.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pamoja.postgres.Database;
import org.pamoja.postgres.PoolSettings;
import org.pamoja.postgres.ThrowawayPostgres;
import org.pamoja.wallet.Payment.Direction;
import org.pamoja.wallet.Payment.State;

/**
 * A customer's money is held, spent, given back and credited once, however often the hub says so.
 */
class CustomerBookTest {
  private static final long BALANCE = 1_000_000;

  private Database database;
  private CustomerBook book;

  @BeforeEach
  void open() {
    database =
        Database.open(
            ThrowawayPostgres.createDatabase(),
            PoolSettings.named("wallet"),
            List.of("classpath:org/pamoja/wallet/db"));
    book = new CustomerBook(database.pool());
    book.open(new Customer("254700000001", "Amina", "Odhiambo", "KES", BALANCE, 0));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void shouldNotOpenAnAccountTwice() {
    book.open(new Customer("254700000001", "Somebody", "Else", "KES", 5, 0));

    assertThat(amina().name()).isEqualTo("Amina Odhiambo");
    assertThat(amina().balance()).isEqualTo(BALANCE);
  }

  @Test
  void shouldHoldAndSpendAnOutgoingPaymentOnce() {
    Payment payment = payment("t1", Direction.OUT, 400_000);

    assertThat(book.reserve(payment)).isTrue();
    assertThat(book.reserve(payment)).as("the same payment again").isFalse();
    assertThat(amina().balance()).isEqualTo(600_000);
    assertThat(amina().reserved()).isEqualTo(400_000);

    assertThat(book.commit(payment)).isTrue();
    assertThat(book.commit(payment)).isFalse();
    assertThat(book.abort(payment, "too late")).isFalse();
    assertThat(amina().balance()).isEqualTo(600_000);
    assertThat(amina().reserved()).isZero();
  }

  @Test
  void shouldGiveBackAnAbortedPaymentOnce() {
    Payment payment = payment("t1", Direction.OUT, 400_000);
    book.reserve(payment);

    assertThat(book.abort(payment, "3303 Transfer expired")).isTrue();
    assertThat(book.abort(payment, "3303 Transfer expired")).isFalse();
    assertThat(book.commit(payment)).isFalse();

    assertThat(amina().balance()).isEqualTo(BALANCE);
    assertThat(amina().reserved()).isZero();
    assertThat(book.payment("t1").orElseThrow().failure()).contains("3303 Transfer expired");
  }

  @Test
  void shouldRefuseWhatTheCustomerDoesNotHave() {
    assertThat(book.reserve(payment("t1", Direction.OUT, BALANCE + 1))).isFalse();
    assertThat(book.payment("t1")).isEmpty();
    assertThat(book.reserve(payment("t2", Direction.OUT, BALANCE))).as("all of it").isTrue();
  }

  @Test
  void shouldCreditAnIncomingPaymentOnceAndOnlyWhenItCommits() {
    Payment payment = payment("t1", Direction.IN, 70_000);

    assertThat(book.expect(payment)).isTrue();
    assertThat(book.expect(payment)).isFalse();
    assertThat(amina().balance()).isEqualTo(BALANCE);
    assertThat(book.open()).extracting(Payment::transferId).containsExactly("t1");

    assertThat(book.commit(payment)).isTrue();
    assertThat(book.commit(payment)).isFalse();
    assertThat(amina().balance()).isEqualTo(BALANCE + 70_000);
    assertThat(book.open()).isEmpty();
  }

  @Test
  void shouldNotOverdrawWhenManyPayAtOnce() throws Exception {
    List<Callable<Boolean>> payments = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      Payment payment = payment("t" + number, Direction.OUT, 100_000);
      payments.add(() -> book.reserve(payment));
    }
    int held = 0;
    try (ExecutorService customers = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> payment : customers.invokeAll(payments)) {
        held += payment.get() ? 1 : 0;
      }
    }

    assertThat(held).isEqualTo(10);
    assertThat(amina().balance()).isZero();
    assertThat(amina().reserved()).isEqualTo(BALANCE);
  }

  private Customer amina() {
    return book.find("254700000001").orElseThrow();
  }

  private static Payment payment(String id, Direction direction, long amount) {
    return new Payment(
        id,
        direction,
        "254700000001",
        "254711000001",
        "twiga",
        amount,
        "KES",
        "condition",
        State.RESERVED,
        Optional.empty());
  }
}
