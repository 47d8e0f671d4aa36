package org.pamoja.hub.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.fspiop.message.QuoteRequest;
import org.pamoja.fspiop.message.QuoteResponse;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.Participant.AccountReference;
import org.pamoja.hub.participants.ParticipantDirectory;
import tools.jackson.databind.JsonNode;

class QuoteRulesTest {
  private static final Optional<Participant> NOBODY = Optional.empty();

  private final QuoteRules rules = new QuoteRules();

  @Test
  void shouldWantAnAccountOfTheDestinationWhenTheSourceNamesNoCurrencies() {
    assertThat(request("", NOBODY, holder("POSITION", "USD", true, true))).isEmpty();
    assertThat(request("", holder("POSITION", "USD", true, true), NOBODY))
        .contains("3201 Destination FSP Error - Unsupported participant 'to'");
  }

  @Test
  void shouldNotTakeAnotherCurrencyTypeOrInactiveAccountForOne() {
    assertThat(request("", NOBODY, holder("POSITION", "EUR", true, true))).isPresent();
    assertThat(request("", NOBODY, holder("SETTLEMENT", "USD", true, true))).isPresent();
    assertThat(request("", NOBODY, holder("POSITION", "USD", false, true))).isPresent();
    assertThat(request("", NOBODY, holder("POSITION", "USD", true, false))).isPresent();
  }

  @Test
  void shouldWantAnAccountOfTheSourceInEachCurrencyItNamesAndNoneOfTheDestination() {
    String currencies = ",\"supportedCurrencies\":[\"USD\",\"EUR\"]";
    Participant both =
        new Participant(
            1,
            "from",
            true,
            false,
            List.of(
                new AccountReference(1, "USD", "POSITION", true),
                new AccountReference(2, "EUR", "POSITION", true)),
            Map.of());

    assertThat(request(currencies, Optional.of(both), NOBODY)).isEmpty();
    assertThat(request(currencies, holder("POSITION", "USD", true, true), NOBODY))
        .contains("3202 Payer FSP ID not found - Unsupported participant 'from'");
  }

  @Test
  void shouldJudgeTermsByWhatThePayeeReceivesElseByWhatIsTransferred() {
    Optional<Participant> eur = holder("POSITION", "EUR", true, true);
    String received = ",\"payeeReceiveAmount\":{\"currency\":\"EUR\",\"amount\":\"1\"}";

    assertThat(answer(received, eur)).isEmpty();
    assertThat(answer("", eur))
        .contains("3201 Destination FSP Error - Unsupported participant 'from'");
  }

  @Test
  void shouldWantAnAccountOfTheDfspsNamedForThePartiesWhereTheyAreOthers() {
    QuoteRequest quote = quoteNaming("third", "to");
    assertThat(
            rules.checkNamed(quote, "from", "to", known("third", "EUR")).map(QuoteRulesTest::text))
        .contains("3202 Payer FSP ID not found - Unsupported participant 'third'");
    assertThat(rules.checkNamed(quote, "from", "to", known("third", "USD"))).isEmpty();

    QuoteRequest other = quoteNaming("FROM", "fourth");
    assertThat(
            rules.checkNamed(other, "from", "to", known("third", "USD")).map(QuoteRulesTest::text))
        .contains("3201 Destination FSP Error - Unsupported participant 'fourth'");
  }

  @Test
  void shouldStoreOnlyQuotesThatNameTheDfspsOfBothParties() {
    Parties one = known("one", "EUR");
    assertThat(rules.checkStored(quoteNaming("one", "one"), one)).isEmpty();
    assertThat(rules.checkStored(quoteNaming("one", "two"), one).map(QuoteRulesTest::text))
        .contains("3100 Generic validation error - Unsupported participant 'two'");
  }

  private static QuoteRequest quoteNaming(String payer, String payee) {
    return QuoteRequest.from(
        QuoteScene.json(
            QuoteScene.quote("b51ec534-ee48-4575-b6a9-ead2955b8069", "1", payer, payee)));
  }

  /** One participant, with an account in one currency. */
  private static Parties known(String name, String currency) {
    Optional<Participant> one = holder("POSITION", currency, true, true);
    ParticipantDirectory directory =
        new ParticipantDirectory() {
          @Override
          public CompletionStage<Optional<Participant>> find(String asked) {
            return CompletableFuture.completedFuture(findBlocking(asked));
          }

          @Override
          public CompletionStage<Optional<Participant>> confirmed(String name) {
            return find(name);
          }

          @Override
          public Optional<Participant> findBlocking(String asked) {
            return asked.equals(name) ? one : NOBODY;
          }

          @Override
          public List<Participant> known() {
            return List.of(one.orElseThrow());
          }
        };
    return Parties.lookUp(directory, List.of(name, "nobody", "nobody"), "USD")
        .toCompletableFuture()
        .join();
  }

  private Optional<String> request(
      String payerFields, Optional<Participant> source, Optional<Participant> destination) {
    String body =
        """
        {"quoteId":"b51ec534-ee48-4575-b6a9-ead2955b8069","transactionId":"b51ec534-ee48-4575-b6a9-ead2955b8069",
         "payee":{"partyIdInfo":{"partyIdType":"MSISDN","partyIdentifier":"1"}},
         "payer":{"partyIdInfo":{"partyIdType":"MSISDN","partyIdentifier":"2"}%s},
         "amountType":"SEND","amount":{"currency":"USD","amount":"1"},
         "transactionType":{"scenario":"TRANSFER","initiator":"PAYER","initiatorType":"CONSUMER"}}\
        """
            .formatted(payerFields);
    return rules
        .checkRequest(QuoteRequest.from(json(body)), "from", source, "to", destination)
        .map(QuoteRulesTest::text);
  }

  private Optional<String> answer(String fields, Optional<Participant> source) {
    String body =
        """
        {"transferAmount":{"currency":"USD","amount":"1"},"expiration":"2030-01-01T00:00:00.000Z",
         "ilpPacket":"AA","condition":"uHZscG-LpjfVx5aFlzq7AyzRh6p5QAHp9xLQaIEQ7f4"%s}\
        """
            .formatted(fields);
    return rules
        .checkAnswer(QuoteResponse.from(json(body)), "from", source)
        .map(QuoteRulesTest::text);
  }

  private static Optional<Participant> holder(
      String type, String currency, boolean accountActive, boolean active) {
    AccountReference account = new AccountReference(1, currency, type, accountActive);
    return Optional.of(new Participant(1, "one", active, false, List.of(account), Map.of()));
  }

  private static String text(ErrorInformation error) {
    return error.errorCode() + " " + error.errorDescription();
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException malformed) {
      throw new IllegalArgumentException(malformed);
    }
  }
}
