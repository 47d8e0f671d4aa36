package org.pamoja.hub.liquidity;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.delivery.RelayResult;
import org.pamoja.hub.delivery.Transport;

/**
 * Alarms of an account with a cap of 1000, an alarm percentage of 10 and funds of 1000. Its
 * position is set in the database, where a payment would have put it.
 */
@Timeout(60)
class ThresholdWatchTest {
  private static final RelayResult TOLD = new RelayResult.Delivered(200);
  private static TestAdmin admin;
  private static long account;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private volatile RelayResult answer = TOLD;
  private final Transport transport =
      message -> {
        sent.add(
            message.recipient()
                + " "
                + message.endpointType()
                + " "
                + new String(message.body(), StandardCharsets.UTF_8));
        return CompletableFuture.completedFuture(answer);
      };
  private final AlarmTeller teller =
      new AlarmTeller(
          "Hub",
          admin.jdbi(),
          admin.participants(),
          transport,
          InstantSource.system(),
          Duration.ZERO);
  private final ThresholdWatch watch = new ThresholdWatch(admin.jdbi(), teller, meters);

  @BeforeAll
  static void provision() {
    admin = new TestAdmin().provisioned("payerfsp");
    account = admin.account("payerfsp", "POSITION");
    admin.call(
        "PUT",
        "/participants/payerfsp/limits",
        "{'currency':'USD','limit':{'type':'NET_DEBIT_CAP','value':1000,'alarmPercentage':10}}");
    endpoint("payerfsp", "ALARM_NOTIFICATION_URL", "http://payer/alarms");
    endpoint("payerfsp", "NET_DEBIT_CAP_THRESHOLD_BREACH_EMAIL", "ops@payer");
    endpoint("Hub", "NET_DEBIT_CAP_THRESHOLD_BREACH_EMAIL", "http://hub/alarms");
  }

  @AfterAll
  static void close() {
    admin.close();
  }

  @BeforeEach
  void clear() {
    admin
        .jdbi()
        .useHandle(handle -> handle.execute("TRUNCATE liquidity_alarm RESTART IDENTITY CASCADE"));
    threshold("0");
    position("0");
  }

  @Test
  void shouldRaiseOnceWhenNoMoreOfTheCapIsLeftThanAskedFor() {
    assertThat(raisedAt("899.9999")).isEmpty();
    assertThat(raisedAt("900")).containsExactly("NET_DEBIT_CAP");
    assertThat(raisedAt("950")).containsExactly("NET_DEBIT_CAP");
    assertThat(alarms()).isEqualTo(1);
    assertThat(
            meters
                .get("pamoja.liquidity.alarms")
                .tag("participant", "payerfsp")
                .tag("kind", "netDebitCap")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(meters.get("pamoja.liquidity.alarms.raised").gauge().value()).isEqualTo(1);
  }

  @Test
  void shouldClearOnlyWhenATenthMoreIsLeftAndRaiseAnewThen() {
    raisedAt("900");
    assertThat(raisedAt("890")).as("11 % left").containsExactly("NET_DEBIT_CAP");
    assertThat(raisedAt("889.9999")).isEmpty();
    assertThat(raisedAt("900")).containsExactly("NET_DEBIT_CAP");
    assertThat(alarms()).isEqualTo(2);
  }

  @Test
  void shouldRaiseWhenLessLiquidityIsLeftThanTheThreshold() {
    threshold("300");
    assertThat(raisedAt("700")).isEmpty();
    assertThat(raisedAt("700.0001")).containsExactly("LIQUIDITY");
    assertThat(raisedAt("670.0001")).containsExactly("LIQUIDITY");
    assertThat(raisedAt("670")).isEmpty();
  }

  @Test
  void shouldClearWhenTheThresholdIsTakenAway() {
    threshold("300");
    assertThat(raisedAt("800")).containsExactly("LIQUIDITY");
    threshold("0");
    assertThat(raisedAt("800")).isEmpty();
  }

  @Test
  void shouldNotWarnOfACapOfNothingWhileNothingIsOwed() {
    cap("0");
    try {
      assertThat(raisedAt("0")).isEmpty();
      assertThat(raisedAt("-5")).isEmpty();
      assertThat(raisedAt("0.0001")).containsExactly("NET_DEBIT_CAP");
    } finally {
      cap("1000");
    }
  }

  @Test
  void shouldFollowAModelThroughARandomHistory() {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("ThresholdWatchTest seed " + seed);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    threshold("120");
    boolean cap = false;
    boolean liquidity = false;
    for (int step = 0; step < 80; step++) {
      // Around both thresholds, in tenths.
      long tenths = 8_500 + random.nextInt(700);
      BigDecimal left = BigDecimal.valueOf(10_000 - tenths, 1);
      cap = compare(left, "100") <= 0 || cap && compare(left, "110") <= 0;
      liquidity = compare(left, "120") < 0 || liquidity && compare(left, "132") < 0;
      List<String> expected = new ArrayList<>();
      if (liquidity) {
        expected.add("LIQUIDITY");
      }
      if (cap) {
        expected.add("NET_DEBIT_CAP");
      }
      assertThat(raisedAt(BigDecimal.valueOf(tenths, 1).toPlainString()))
          .as("seed %d step %d, %s left", seed, step, left)
          .isEqualTo(expected);
    }
  }

  @Test
  void shouldRaiseOnceWhateverNodesLook() throws Exception {
    position("950");
    try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> looks = new CopyOnWriteArrayList<>();
      for (int node = 0; node < 8; node++) {
        ThresholdWatch other = new ThresholdWatch(admin.jdbi(), teller, meters);
        looks.add(nodes.submit(other::look));
      }
      for (Future<?> look : looks) {
        look.get();
      }
    }
    watch.look();
    assertThat(alarms()).isEqualTo(1);
    teller.tell();
    assertThat(sent).hasSize(2);
  }

  @Test
  void shouldLookWhenSomethingWasCommittedAndNowAndThenInAnyCase() {
    watch.look();
    position("950");
    watch.look();
    assertThat(alarms()).as("nothing was committed on this node").isZero();
    for (int second = 0; second < 5; second++) {
      watch.look();
    }
    assertThat(alarms()).isEqualTo(1);
  }

  @Test
  void shouldTellWhoeverHasAnAddressForIt() {
    raisedAt("900");
    raisedAt("0");
    teller.tell();
    teller.tell();
    assertThat(sent).hasSize(4);
    assertThat(sent.subList(0, 2))
        .anyMatch(it -> it.startsWith("payerfsp ALARM_NOTIFICATION_URL {"))
        .anyMatch(it -> it.startsWith("Hub NET_DEBIT_CAP_THRESHOLD_BREACH_EMAIL {"))
        .allMatch(it -> it.contains("\"alarm\":\"netDebitCap\""))
        .allMatch(it -> it.contains("\"position\":900"))
        .allMatch(it -> it.contains("\"state\":\"raised\""));
    assertThat(sent.subList(2, 4)).allMatch(it -> it.contains("\"state\":\"cleared\""));
    teller.tell();
    assertThat(sent).as("nothing is left to be told").hasSize(4);
  }

  @Test
  void shouldTryAgainUntilADayAfterTheAlarmIsOverThoughItIsRefused() {
    answer = failed(404, false);
    raisedAt("900");
    for (int round = 0; round < 80; round++) {
      teller.tell();
    }
    assertThat(sent).hasSize(2 * 80);
    raisedAt("0");
    clearedFor("23 hours");
    teller.tell();
    assertThat(calls()).isEqualTo(4);
    clearedFor("25 hours");
    teller.tell();
    teller.tell();
    assertThat(calls()).isZero();
  }

  @Test
  void shouldTellTheRestLaterWhenTheListenerIsBack() {
    answer = failed(0, true);
    raisedAt("900");
    raisedAt("0");
    teller.tell();
    answer = TOLD;
    for (int round = 0; round < 3; round++) {
      teller.tell();
    }
    assertThat(sent.stream().filter(it -> it.startsWith("payerfsp")).toList())
        .hasSize(3)
        .last()
        .asString()
        .contains("cleared");
    assertThat(calls()).isZero();
  }

  @Test
  void shouldListAlarms() {
    threshold("300");
    raisedAt("950");
    raisedAt("0");
    raisedAt("950");
    assertThat(admin.call("GET", "/alarms").json().size()).isEqualTo(4);
    assertThat(admin.call("GET", "/alarms?state=raised&participant=PAYERFSP").json().size())
        .isEqualTo(2);
    assertThat(admin.call("GET", "/alarms?state=cleared").json().get(0).get("clearedAt").isNull())
        .isFalse();
    assertThat(admin.call("GET", "/alarms?limit=1").json().get(0).get("id").longValue())
        .isEqualTo(4);
    assertThat(admin.call("GET", "/alarms?participant=Hub").json().size()).isZero();
    assertThat(admin.call("GET", "/alarms?participant=nobody"))
        .hasToString("400 3200 Generic ID not found - participant not found");
    assertThat(admin.call("GET", "/alarms?limit=1001"))
        .hasToString("400 3101 Malformed syntax - \"limit\" must be less than or equal to 1000");
    assertThat(admin.call("GET", "/alarms?state=open"))
        .hasToString("400 3101 Malformed syntax - \"state\" must be one of [raised, cleared]");
  }

  @Test
  void shouldShowWhatCanStillBePaid() {
    threshold("300");
    raisedAt("950");
    assertThat(admin.call("GET", "/participants/payerfsp/liquidity").json())
        .hasToString(
            "[{\"alarmPercentage\":10,\"alarms\":[\"liquidity\",\"netDebitCap\"],\"available\":50,"
                + "\"currency\":\"USD\",\"headroom\":50,\"liquidity\":1000,\"liquidityLeft\":50,"
                + "\"liquidityThreshold\":300,\"netDebitCap\":1000,\"position\":950}]");
    assertThat(admin.call("GET", "/participants/nobody/liquidity"))
        .hasToString("400 3200 Generic ID not found - participant not found");
    assertThat(
            admin.call(
                "PUT",
                "/participants/payerfsp/liquidity",
                "{'currency':'EUR','liquidityThreshold':1}"))
        .hasToString("400 3200 Generic ID not found - participant not found");
    assertThat(
            admin.call(
                "PUT",
                "/participants/payerfsp/liquidity",
                "{'currency':'USD','liquidityThreshold':-1}"))
        .hasToString(
            "400 3101 Malformed syntax - \"liquidityThreshold\" must be a positive number");
  }

  private static int compare(BigDecimal left, String right) {
    return left.compareTo(new BigDecimal(right));
  }

  private static RelayResult failed(int status, boolean retryable) {
    return new RelayResult.Failed(
        status, retryable, ErrorInformation.of(ErrorCode.DESTINATION_COMMUNICATION_ERROR), "down");
  }

  /** The kinds of raised alarms once the position is {@code value}, by name. */
  private List<String> raisedAt(String value) {
    position(value);
    watch.onCommitted(List.of(TestEvents.any()));
    watch.look();
    return admin
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT kind FROM liquidity_alarm WHERE cleared_at IS NULL ORDER BY kind")
                    .mapTo(String.class)
                    .list());
  }

  private static void clearedFor(String time) {
    admin
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE liquidity_alarm SET cleared_at = now() - CAST(? AS interval)", time));
  }

  private static long alarms() {
    return count("liquidity_alarm");
  }

  private static long calls() {
    return count("liquidity_alarm_call");
  }

  private static long count(String table) {
    return admin
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
  }

  private static void position(String value) {
    admin
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE account SET debits_posted = greatest(CAST(? AS numeric), 0),"
                        + " credits_posted = greatest(- CAST(? AS numeric), 0) WHERE account_id = ?",
                    units(value),
                    units(value),
                    account));
  }

  private static void cap(String value) {
    admin
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE account SET net_debit_cap = ? WHERE account_id = ?",
                    units(value),
                    account));
  }

  private static BigDecimal units(String value) {
    return new BigDecimal(value).movePointRight(4);
  }

  private static void threshold(String value) {
    String body = "{'currency':'USD','liquidityThreshold':" + value + "}";
    assertThat(admin.call("PUT", "/participants/payerfsp/liquidity", body).status()).isEqualTo(200);
  }

  private static void endpoint(String participant, String type, String value) {
    String body = "{'type':'" + type + "','value':'" + value + "'}";
    assertThat(admin.call("POST", "/participants/" + participant + "/endpoints", body).status())
        .isEqualTo(201);
  }
}
