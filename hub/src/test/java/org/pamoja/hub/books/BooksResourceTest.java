package org.pamoja.hub.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pamoja.hub.admin.TestAdmin;
import tools.jackson.databind.JsonNode;

/** {@code /books} and what accounts held in the past, of two participants with funds of 1000. */
class BooksResourceTest {
  private static TestAdmin admin;
  private static Instant before;

  @BeforeAll
  static void provision() throws InterruptedException {
    admin = new TestAdmin();
    before = Instant.now();
    // The database's clock tells the two apart by the microsecond, what is shown by the
    // millisecond.
    Thread.sleep(2);
    admin.provisioned("payerfsp", "payeefsp");
  }

  @AfterAll
  static void close() {
    admin.close();
  }

  @Test
  void shouldPutEveryAccountOnItsSide() {
    JsonNode balance = admin.call("GET", "/books/trial-balance").json().get(0);
    assertThat(balance.get("currency").stringValue()).isEqualTo("USD");
    assertThat(balance.get("balanced").booleanValue()).isTrue();
    assertThat(balance.get("debit").intValue()).isEqualTo(2000);
    assertThat(balance.get("credit").intValue()).isEqualTo(2000);
    assertThat(balance.get("accounts").size()).isEqualTo(6);
    JsonNode reconciliation = line(balance, "Hub", "HUB_RECONCILIATION");
    assertThat(reconciliation.get("debit").intValue()).isEqualTo(2000);
    assertThat(reconciliation.get("credit").intValue()).isZero();
    assertThat(line(balance, "payerfsp", "SETTLEMENT").get("credit").intValue()).isEqualTo(1000);
    assertThat(line(balance, "payerfsp", "SETTLEMENT").get("reserved").intValue()).isZero();
    assertThat(admin.call("GET", "/books/trial-balance?currency=EUR").json().size()).isZero();
  }

  @Test
  void shouldTellTheTrialBalanceOfAMoment() {
    JsonNode balance =
        admin.call("GET", "/books/trial-balance?currency=USD&asOf=" + before).json().get(0);
    assertThat(balance.get("debit").intValue()).isZero();
    assertThat(balance.get("balanced").booleanValue()).isTrue();
    JsonNode now = admin.call("GET", "/books/trial-balance?asOf=" + Instant.now()).json().get(0);
    assertThat(now.get("debit").intValue()).isEqualTo(2000);
    assertThat(line(now, "payeefsp", "SETTLEMENT").has("reserved")).isFalse();
  }

  @Test
  void shouldTellWhatAParticipantHeld() {
    JsonNode then = admin.call("GET", "/participants/payerfsp/balances?asOf=" + before).json();
    JsonNode now =
        admin
            .call("GET", "/participants/PAYERFSP/balances?currency=USD&asOf=" + Instant.now())
            .json();
    assertThat(then.size()).isEqualTo(2);
    assertThat(then.get(1).get("value").intValue()).isZero();
    assertThat(now.get(1).get("ledgerAccountType").stringValue()).isEqualTo("SETTLEMENT");
    assertThat(now.get(1).get("value").intValue()).isEqualTo(-1000);
  }

  @Test
  void shouldReconcileAParticipantWithAWindow() {
    long window = admin.jdbi().withHandle(BooksResourceTest::open);
    JsonNode view =
        admin
            .call("GET", "/participants/payerfsp/reconciliation?settlementWindowId=" + window)
            .json();
    assertThat(view.get("accounts").get(1).toString())
        .contains("\"opening\":0")
        .contains("{\"credits\":1000,\"debits\":0,\"entryType\":\"RECORD_FUNDS_IN\"}")
        .contains("\"closing\":-1000");
    assertThat(
            admin.call(
                "GET", "/participants/payerfsp/reconciliation?settlementWindowId=" + (window + 1)))
        .hasToString(
            "400 3100 Generic validation error - Window " + (window + 1) + " does not exist");
  }

  @Test
  void shouldProveTheBooksAndTheirHistory() {
    JsonNode proof = admin.call("GET", "/books/proof").json();
    assertThat(proof.get("sound").booleanValue()).isTrue();
    assertThat(proof.get("currencies"))
        .hasToString("[{\"credits\":2000,\"currency\":\"USD\",\"debits\":2000,\"reserved\":0}]");
    assertThat(proof.has("history")).isFalse();
  }

  @Test
  void shouldProveAWindow() {
    long window = admin.jdbi().withHandle(BooksResourceTest::open);
    JsonNode proof = admin.call("GET", "/books/windows/" + window).json();
    assertThat(proof.get("sound").booleanValue()).isTrue();
    assertThat(proof.get("state").stringValue()).isEqualTo("OPEN");
    assertThat(admin.call("GET", "/books/windows/" + (window + 1)))
        .hasToString(
            "400 3100 Generic validation error - Window " + (window + 1) + " does not exist");
    assertThat(admin.call("GET", "/books/windows/x"))
        .hasToString("400 3101 Malformed syntax - \"id\" must be a number");
  }

  @Test
  void shouldRefuseMomentsThatAreNone() {
    String path = "/participants/payerfsp/balances";
    assertThat(admin.call("GET", path))
        .hasToString("400 3101 Malformed syntax - \"asOf\" is required");
    assertThat(admin.call("GET", path + "?asOf=yesterday"))
        .hasToString("400 3101 Malformed syntax - \"asOf\" is not a time with its offset");
    String soon = Instant.now().plusSeconds(4).toString();
    for (String moment : new String[] {"2999-01-01T00:00:00Z", soon, "1969-12-31T00:00:00Z"}) {
      assertThat(admin.call("GET", path + "?asOf=" + moment))
          .hasToString("400 3101 Malformed syntax - \"asOf\" is not in the past");
    }
    assertThat(admin.call("GET", "/participants/nobody/balances?asOf=" + before))
        .hasToString("400 3200 Generic ID not found - participant not found");
  }

  private static long open(org.jdbi.v3.core.Handle handle) {
    return handle
        .createQuery("SELECT id FROM settlement_window WHERE state = 'OPEN'")
        .mapTo(Long.class)
        .one();
  }

  private static JsonNode line(JsonNode balance, String participant, String type) {
    for (JsonNode account : balance.get("accounts")) {
      if (account.get("participant").stringValue().equals(participant)
          && account.get("ledgerAccountType").stringValue().equals(type)) {
        return account;
      }
    }
    throw new AssertionError(participant + " " + type + " is not in " + balance);
  }
}
