package org.pamoja.wallet.demo;

import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.wallet.Customer;
import org.pamoja.wallet.CustomerBook;
import org.pamoja.wallet.Dfsp;
import org.pamoja.wallet.DfspConfig;
import org.pamoja.wallet.Onboarding;
import org.pamoja.wallet.Payment;
import org.pamoja.wallet.PaymentDesk;
import org.pamoja.wallet.PaymentOrder;

/**
 * Two example DFSPs on one hub: they are put on the hub through its admin API like anybody, then a
 * customer of one pays a customer of the other by telephone number, and everything that passes is
 * shown. Repeating it on the same databases goes on from where it stood.
 */
public final class Demo implements AutoCloseable {
  private static final String CURRENCY = "KES";
  private static final long PAID = Amounts.parse("250").orElseThrow();
  private static final long FIRST_BALANCE = Amounts.parse("10000").orElseThrow();
  private static final long NET_DEBIT_CAP = 100_000;
  private static final long DEPOSIT = 1_000_000;

  private final Screen screen;
  private final Onboarding onboarding;
  private final Dfsp kifaru;
  private final Dfsp twiga;
  private final PaymentDesk desk;

  /**
   * Where things are.
   *
   * @param hub base URL of the hub's FSPIOP interface
   * @param admin base URL of its admin interface
   * @param kifaru database of the first DFSP, with the wallet's tables
   * @param twiga database of the second DFSP
   */
  public record Places(URI hub, URI admin, DataSource kifaru, DataSource twiga) {}

  /**
   * Opens both DFSPs.
   *
   * @param vertx runs the event loops; stays open
   * @param places where hub and databases are
   * @param out where everything is shown
   */
  public Demo(Vertx vertx, Places places, PrintStream out) {
    Supplier<String> ids = () -> UUID.randomUUID().toString();
    this.screen = new Screen(out);
    this.onboarding = new Onboarding(places.admin(), ids);
    this.kifaru = open(vertx, "kifaru", places.hub(), places.kifaru(), ids);
    this.twiga = open(vertx, "twiga", places.hub(), places.twiga(), ids);
    this.desk = new PaymentDesk(vertx, kifaru);
  }

  private Dfsp open(Vertx vertx, String fspId, URI hub, DataSource database, Supplier<String> ids) {
    CustomerBook book = new CustomerBook(database);
    customersOf(fspId).forEach(book::open);
    DfspConfig config = DfspConfig.of(fspId, hub, "secret of " + fspId + ", for demonstrations");
    return new Dfsp(vertx, config, book, InstantSource.system(), ids, screen);
  }

  private static List<Customer> customersOf(String fspId) {
    return fspId.equals("kifaru")
        ? List.of(
            new Customer("254700000001", "Amina", "Odhiambo", CURRENCY, FIRST_BALANCE, 0),
            new Customer("254700000002", "Baraka", "Mwangi", CURRENCY, FIRST_BALANCE, 0))
        : List.of(
            new Customer("254711000001", "Juma", "Kamau", CURRENCY, FIRST_BALANCE, 0),
            new Customer("254711000002", "Neema", "Wanjiru", CURRENCY, FIRST_BALANCE, 0));
  }

  /** Puts both DFSPs and their customers on the hub; does nothing that was done before. */
  public void onboard() {
    screen.say("Putting two DFSPs, kifaru and twiga, on the hub through its admin API");
    onboarding.prepareHub(CURRENCY);
    for (Dfsp dfsp : List.of(kifaru, twiga)) {
      onboarding.register(dfsp.fspId(), CURRENCY, dfsp.address(), NET_DEBIT_CAP, DEPOSIT);
      dfsp.registerCustomers();
      dfsp.resume();
    }
  }

  /**
   * Makes one payment, from Amina to Juma, or back when she has not enough, and shows it.
   *
   * @return whether it committed, the customers' money and the hub's positions moved by exactly its
   *     amount
   */
  public boolean pay() {
    boolean affordable = balance(kifaru, "254700000001") >= PAID;
    Dfsp payer = affordable ? kifaru : twiga;
    PaymentOrder order =
        affordable
            ? new PaymentOrder("254700000001", "254711000001", PAID)
            : new PaymentOrder("254711000001", "254700000001", PAID);
    Snapshot before = snapshot();
    screen.heading(
        "%s pays %s %s %s by telephone number"
            .formatted(order.from(), order.to(), Amounts.format(PAID), CURRENCY));
    screen.showMessages(true);
    Payment payment = payer.pay(order);
    Snapshot after = settled(before, payer, order);
    screen.showMessages(false);
    screen.say(
        "Transfer "
            + payment.transferId()
            + " "
            + payment.state()
            + payment.failure().map(reason -> ": " + reason).orElse(""));
    screen.compare(before, after);
    return payment.state() == Payment.State.COMMITTED && moved(before, after, payer, order);
  }

  /** Shows how to order another payment. */
  public void invite() {
    screen.say("");
    screen.say("Another payment:");
    screen.say(
        "  curl -s %s -d '{\"from\":\"254700000001\",\"to\":\"254711000002\",\"amount\":\"99.5\"}'"
            .formatted(desk.address()));
    screen.say("Ctrl-C ends the demo; its data stay, and the next demo goes on with them.");
    screen.showMessages(true);
  }

  /**
   * The payee is credited when the hub's confirmation reaches its DFSP, a moment after the payer is
   * told.
   */
  private Snapshot settled(Snapshot before, Dfsp payer, PaymentOrder order) {
    Snapshot now = snapshot();
    for (int tries = 0; tries < 50 && !moved(before, now, payer, order); tries++) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return now;
      }
      now = snapshot();
    }
    return now;
  }

  private static boolean moved(Snapshot before, Snapshot after, Dfsp payer, PaymentOrder order) {
    return after.balanceOf(order.from()) == before.balanceOf(order.from()) - order.amount()
        && after.balanceOf(order.to()) == before.balanceOf(order.to()) + order.amount()
        && after.positionOf(payer.fspId()) == before.positionOf(payer.fspId()) + order.amount()
        && after.sumOfPositions() == before.sumOfPositions();
  }

  private static long balance(Dfsp dfsp, String msisdn) {
    return dfsp.customers().stream()
        .filter(customer -> customer.msisdn().equals(msisdn))
        .mapToLong(Customer::balance)
        .sum();
  }

  private Snapshot snapshot() {
    return Snapshot.of(
        List.of(kifaru, twiga), dfsp -> onboarding.position(dfsp.fspId(), CURRENCY), CURRENCY);
  }

  @Override
  public void close() {
    desk.close();
    kifaru.close();
    twiga.close();
  }
}
