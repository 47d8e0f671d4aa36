package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pamoja.postgres.Database;
import org.pamoja.postgres.PoolSettings;
import org.pamoja.postgres.ThrowawayPostgres;
import org.pamoja.wallet.Customer;
import org.pamoja.wallet.CustomerBook;
import org.pamoja.wallet.Dfsp;
import org.pamoja.wallet.DfspConfig;
import org.pamoja.wallet.Onboarding;
import org.pamoja.wallet.Payment;
import org.pamoja.wallet.PaymentOrder;

/**
 * The example DFSP on a real hub: what a customer pays arrives, and what fails costs nobody
 * anything.
 */
class WalletTest extends EndToEnd {
  private static final String CURRENCY = "KES";
  private static final long BALANCE = 10_000_0000L;
  private static final Supplier<String> IDS = () -> UUID.randomUUID().toString();

  private final Vertx vertx = Vertx.vertx();
  private final Wallet kifaru = new Wallet("kifaru", "254700000001", "254700000002");
  private final Wallet twiga = new Wallet("twiga", "254711000001");

  /** A DFSP with a database of its own. */
  private final class Wallet {
    private final String fspId;
    private final Database database =
        Database.open(
            ThrowawayPostgres.createDatabase(),
            PoolSettings.named("wallet"),
            List.of("classpath:org/pamoja/wallet/db"));
    private final CustomerBook book = new CustomerBook(database.pool());
    private Dfsp dfsp;

    Wallet(String name, String... customers) {
      fspId = unique(name);
      for (String msisdn : customers) {
        book.open(new Customer(msisdn, "Ada", "Mwangi", CURRENCY, BALANCE, 0));
      }
    }

    void open() {
      DfspConfig config =
          new DfspConfig(
              fspId,
              "Hub",
              URI.create("http://127.0.0.1:" + hub().fspiopPort()),
              0,
              "secret of " + fspId,
              Duration.ofSeconds(10),
              Duration.ofSeconds(30));
      dfsp = new Dfsp(vertx, config, book, InstantSource.system(), IDS, message -> {});
      Onboarding onboarding =
          new Onboarding(URI.create("http://127.0.0.1:" + hub().adminPort()), IDS);
      onboarding.prepareHub(CURRENCY);
      onboarding.register(fspId, CURRENCY, dfsp.address(), 5_000, 100_000);
      dfsp.registerCustomers();
    }

    long balance(String msisdn) {
      return book.find(msisdn).orElseThrow().balance();
    }

    void close() {
      dfsp.close();
      database.close();
    }
  }

  @BeforeAll
  void open() {
    kifaru.open();
    twiga.open();
  }

  @AfterAll
  void close() {
    kifaru.close();
    twiga.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void customer_shouldPayAnotherDfspsCustomerByTelephoneNumber() {
    long before = kifaru.balance("254700000001");
    long payee = twiga.balance("254711000001");

    Payment payment = kifaru.dfsp.pay(new PaymentOrder("254700000001", "254711000001", 25_5000));

    assertThat(payment.state()).isEqualTo(Payment.State.COMMITTED);
    assertThat(kifaru.balance("254700000001")).isEqualTo(before - 25_5000);
    assertThat(creditedTo(payee + 25_5000)).isTrue();
  }

  /** The payee is credited when the hub's PATCH comes, a moment after the payer is told. */
  private boolean creditedTo(long balance) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < deadline) {
      if (twiga.balance("254711000001") == balance) {
        return true;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    return false;
  }

  @Test
  void unknownNumber_shouldCostNothing() {
    long before = kifaru.balance("254700000001");

    assertThatThrownBy(
            () -> kifaru.dfsp.pay(new PaymentOrder("254700000001", "254799999999", 10_000)))
        .hasMessageContaining("3204 Party not found");

    assertThat(kifaru.balance("254700000001")).isEqualTo(before);
  }

  @Test
  void moreThanTheCustomerHas_shouldBeRefusedBeforeTheHubIsAsked() {
    assertThatThrownBy(
            () -> kifaru.dfsp.pay(new PaymentOrder("254700000001", "254711000001", BALANCE + 1)))
        .hasMessageContaining("not enough");
  }

  @Test
  void moreThanTheDfspMayOwe_shouldGiveTheMoneyBack() {
    long before = kifaru.balance("254700000002");

    Payment payment =
        kifaru.dfsp.pay(new PaymentOrder("254700000002", "254711000001", 5_001_0000L));

    assertThat(payment.state()).isEqualTo(Payment.State.ABORTED);
    assertThat(payment.failure().orElseThrow()).startsWith("4200");
    assertThat(kifaru.balance("254700000002")).isEqualTo(before);
    assertThat(kifaru.book.find("254700000002").orElseThrow().reserved()).isZero();
  }
}
