package org.pamoja.app;

import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.ledger.postgres.BooksProof;
import org.pamoja.postgres.Database;
import org.pamoja.postgres.EmbeddedPostgres;
import org.pamoja.postgres.PoolSettings;
import org.pamoja.wallet.demo.Demo;

/** The one place where the command meets the wallets. */
final class DemoWiring {

  private static final String WALLET_TABLES = "classpath:org/pamoja/wallet/db";
  private static final int CLOSE_SECONDS = 10;

  private DemoWiring() {}

  /** Ends a demonstration whose payment did not go as it should. */
  static final class PaymentFailed extends Exception {
    private static final long serialVersionUID = 1L;

    PaymentFailed() {
      super(
          "the payment did not go through, not all balances moved by its amount,"
              + " or the books do not balance");
    }
  }

  /**
   * Starts hub and wallets on a database that is up, and makes the first payment.
   *
   * @param once whether to end after it, instead of staying to be looked at
   */
  static void start(
      Foreground foreground,
      HubConfig config,
      EmbeddedPostgres postgres,
      PrintStream out,
      boolean once)
      throws Exception {
    HubWiring.Running hub = HubWiring.start(foreground, config, postgres.target());
    DataSource kifaru = walletTables(foreground, postgres, "kifaru");
    DataSource twiga = walletTables(foreground, postgres, "twiga");
    Vertx vertx = Vertx.vertx();
    foreground.open(
        () ->
            () ->
                vertx
                    .close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSE_SECONDS, TimeUnit.SECONDS));
    Demo.Places places = new Demo.Places(hub.fspiop(), hub.admin(), kifaru, twiga);
    Demo demo = foreground.open(() -> new Demo(vertx, places, out));
    show(foreground, demo, hub, out, once);
  }

  private static void show(
      Foreground foreground, Demo demo, HubWiring.Running hub, PrintStream out, boolean once) {
    demo.onboard();
    boolean paid = demo.pay();
    if (!paid || !balance(hub.books().get(), out)) {
      foreground.fail(new PaymentFailed());
    } else if (once) {
      foreground.finish();
    } else {
      demo.invite();
    }
  }

  private static boolean balance(BooksProof books, PrintStream out) {
    for (BooksProof.Total total : books.totals()) {
      out.printf(
          "The hub's books in %s: posted debits %s = posted credits %s%n",
          total.currency(), decimal(total.debits()), decimal(total.credits()));
    }
    books.discrepancies().forEach(out::println);
    return books.isSound();
  }

  private static String decimal(BigInteger minorUnits) {
    return new BigDecimal(minorUnits, Amounts.SCALE).stripTrailingZeros().toPlainString();
  }

  private static DataSource walletTables(
      Foreground foreground, EmbeddedPostgres postgres, String fspId) throws Exception {
    return foreground
        .open(
            () ->
                Database.open(
                    postgres.database(fspId), PoolSettings.named(fspId), List.of(WALLET_TABLES)))
        .pool();
  }
}
