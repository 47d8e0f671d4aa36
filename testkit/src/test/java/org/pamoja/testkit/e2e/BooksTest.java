package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import tools.jackson.databind.JsonNode;

/** The books as the API proves them (issue 4, books). */
class BooksTest extends SettlementScene {
  private final ScriptedDfsp payer = dfsp("payer", "USD");
  private final ScriptedDfsp payee = dfsp("payee", "USD");

  @Test
  void issue_4_6_window_shouldComeToWhatItsTransfersSay() {
    pay(payer, payee, "10.25", "USD");
    pay(payer, payee, "5", "USD");
    pay(payee, payer, "2", "USD");
    long open = openWindow();
    JsonNode before = proof(open);
    assertThat(before.get("state").asString()).isEqualTo("OPEN");
    assertThat(line(before, payer).has("flows")).isFalse();

    long window = closedWindow();

    JsonNode proof = proof(window);
    assertThat(proof.get("sound").booleanValue()).isTrue();
    assertThat(proof.get("state").asString()).isEqualTo("CLOSED");
    for (String side : List.of("transfers", "movement", "flows")) {
      assertThat(line(proof, payer).get(side).decimalValue()).isEqualByComparingTo("13.25");
      assertThat(line(proof, payee).get(side).decimalValue()).isEqualByComparingTo("-13.25");
    }
    assertThat(proof.get("sums").size()).isEqualTo(1);
    assertThat(proof.at("/sums/0/net").intValue()).isZero();
  }

  @Test
  void issue_4_6_trialBalance_shouldHaveEqualSides() {
    pay(payer, payee, "7", "USD");
    for (JsonNode currency : admin().get("/books/trial-balance").json()) {
      assertThat(currency.get("balanced").booleanValue()).isTrue();
      assertThat(currency.get("debit")).isEqualTo(currency.get("credit"));
    }
  }

  @Test
  void issue_4_6_books_shouldBeSoundWithTheirHistory() {
    pay(payer, payee, "1", "USD");
    JsonNode proof = admin().get("/books/proof?history=true").json();
    assertThat(proof.get("discrepancies")).isEmpty();
    assertThat(proof.get("sound").booleanValue()).isTrue();
    assertThat(proof.at("/history/events").longValue()).isPositive();
  }

  private JsonNode proof(long window) {
    return admin().get("/books/windows/" + window).json();
  }

  private static JsonNode line(JsonNode proof, ScriptedDfsp dfsp) {
    for (JsonNode line : proof.get("accounts")) {
      if (line.get("participant").asString().equals(dfsp.fspId())) {
        return line;
      }
    }
    throw new AssertionError(dfsp.fspId() + " is not in " + proof);
  }
}
