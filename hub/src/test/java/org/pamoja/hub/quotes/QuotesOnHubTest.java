package org.pamoja.hub.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pamoja.hub.quotes.QuoteScene.quote;
import static org.pamoja.hub.quotes.QuoteScene.terms;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pamoja.hub.quotes.file.RulesFileException;

/** Quotes and bulk quotes on a hub that stores nothing, with and without a file of rules. */
@Timeout(120)
class QuotesOnHubTest {
  private static final String ERROR =
      "{'errorInformation':{'errorCode':'5103','errorDescription':'no'}}";

  @TempDir private Path folder;

  private final String id = UUID.randomUUID().toString();

  @Test
  void shouldPassEveryQuoteMessageOnUnchanged() throws Exception {
    try (QuoteScene scene = new QuoteScene(folder, Map.of())) {
      String sent = quote(id, "1");
      assertThat(scene.send("POST", "/quotes", "payerfsp", "payeefsp", sent)).isEqualTo(202);
      QuoteScene.Callback asked = scene.next();
      assertThat(asked.path()).isEqualTo("/payeefsp/quotes");
      assertThat(asked.body()).isEqualTo(sent.replace('\'', '"'));

      assertThat(scene.send("PUT", "/quotes/" + id, "payeefsp", "payerfsp", terms("1")))
          .isEqualTo(200);
      assertThat(scene.next().path()).isEqualTo("/payerfsp/quotes/" + id);

      assertThat(scene.send("GET", "/quotes/" + id, "payerfsp", "payeefsp", "")).isEqualTo(202);
      assertThat(scene.next().path()).isEqualTo("/payeefsp/quotes/" + id);

      assertThat(scene.send("PUT", "/quotes/" + id + "/error", "payeefsp", "payerfsp", ERROR))
          .isEqualTo(200);
      QuoteScene.Callback error = scene.next();
      assertThat(error.path()).isEqualTo("/payerfsp/quotes/" + id + "/error");
      assertThat(error.headers()).containsEntry("fspiop-source", "payeefsp");
    }
  }

  @Test
  void shouldTellTheSenderWhatIsWrongWithItsQuote() throws Exception {
    try (QuoteScene scene = new QuoteScene(folder, Map.of())) {
      scene.send("POST", "/quotes", "payerfsp", "payeefsp", quote(id, "1", "nobody", "payeefsp"));
      QuoteScene.Callback refused = scene.next();
      assertThat(refused.path()).isEqualTo("/payerfsp/quotes/" + id + "/error");
      assertThat(refused.error())
          .isEqualTo("3202 Payer FSP ID not found - Unsupported participant 'nobody'");

      scene.send("POST", "/quotes", "payerfsp", "payeefsp", quote(id, "1", "payerfsp", "nobody"));
      assertThat(scene.next().error())
          .isEqualTo("3201 Destination FSP Error - Unsupported participant 'nobody'");

      scene.send("PUT", "/quotes/" + id, "payeefsp", "payerfsp", terms("1"), true);
      QuoteScene.Callback accept = scene.next();
      assertThat(accept.path()).isEqualTo("/payeefsp/quotes/" + id + "/error");
      assertThat(accept.error())
          .startsWith("3100 Generic validation error - Update for quote " + id);
    }
  }

  @Test
  void shouldPassBulkQuotesOnOrTellTheSender() throws Exception {
    try (QuoteScene scene = new QuoteScene(folder, Map.of())) {
      String path = "/bulkQuotes/" + id;
      assertThat(scene.send("POST", "/bulkQuotes", "payerfsp", "payeefsp", bulk("USD")))
          .isEqualTo(202);
      QuoteScene.Callback asked = scene.next();
      assertThat(asked.path()).isEqualTo("/payeefsp/bulkQuotes");
      assertThat(asked.body()).isEqualTo(bulk("USD").replace('\'', '"'));

      assertThat(scene.send("GET", path, "payerfsp", "payeefsp", "")).isEqualTo(202);
      assertThat(scene.next().path()).isEqualTo("/payeefsp" + path);

      String answer = "{'individualQuoteResults':[],'expiration':'2030-01-01T00:00:00.000Z'}";
      assertThat(scene.send("PUT", path, "payeefsp", "payerfsp", answer)).isEqualTo(200);
      assertThat(scene.next().path()).isEqualTo("/payerfsp" + path);

      assertThat(scene.send("PUT", path + "/error", "payeefsp", "payerfsp", ERROR)).isEqualTo(200);
      assertThat(scene.next().path()).isEqualTo("/payerfsp" + path + "/error");

      scene.send("PUT", path, "payeefsp", "payerfsp", answer, true);
      QuoteScene.Callback accept = scene.next();
      assertThat(accept.path()).isEqualTo("/payeefsp" + path + "/error");
      assertThat(accept.error()).startsWith("3100 ").contains("accept");
      assertThat(accept.headers().get("content-type")).contains("bulkQuotes");

      scene.send("GET", path, "payerfsp", "nobody", "");
      assertThat(scene.next().error()).startsWith("3201 Destination FSP Error - No ");

      scene.send("POST", "/bulkQuotes", "payerfsp", "payeefsp", bulk("EUR"));
      assertThat(scene.next().error())
          .isEqualTo("3202 Payer FSP ID not found - Unsupported participant 'payerfsp'");
      scene.send("POST", "/bulkQuotes", "payerfsp", "nobody", bulk("USD"));
      assertThat(scene.next().error())
          .isEqualTo("3201 Destination FSP Error - Unsupported participant 'nobody'");
    }
  }

  private String bulk(String currency) {
    return """
    {'bulkQuoteId':'%s','payer':{'partyIdInfo':{'partyIdType':'MSISDN','partyIdentifier':'2'}},
    'individualQuotes':[{'quoteId':'%s','transactionId':'%s',
    'payee':{'partyIdInfo':{'partyIdType':'MSISDN','partyIdentifier':'1'}},
    'amountType':'SEND','amount':{'currency':'%s','amount':'1'},
    'transactionType':{'scenario':'TRANSFER','initiator':'PAYER','initiatorType':'CONSUMER'}}]}\
    """
        .formatted(id, id, id, currency);
  }

  @Test
  void shouldRefuseAndRerouteAsTheFileSays() throws Exception {
    Path rules = folder.resolve("rules.json");
    Files.writeString(
        rules,
        """
        [{'conditions':{'all':[
            {'fact':'payload','path':'$.amount.amount','operator':'greaterThan','value':100},
            {'fact':'payload','path':'$.amount.currency','operator':'in','value':{'fact':'payee',
             'path':'$.accounts[?(@.ledgerAccountType == ~POSITION~ && @.isActive == 1)].currency'}}]},
          'event':{'type':'INTERCEPT_QUOTE','params':{'rerouteToFsp':'otherfsp',
            'additionalHeaders':{'x-fspiop-sourcecurrency':'USD'}}}},
         {'conditions':{'any':[
            {'fact':'payload','path':'$.amount.amount','operator':'equal','value':'7'}]},
          'event':{'type':'INVALID_QUOTE_REQUEST',
            'params':{'FSPIOPError':'PAYEE_LIMIT_ERROR','message':'not seven'}}}]\
        """
            .replace('\'', '"')
            .replace('~', '\''));
    try (QuoteScene scene = new QuoteScene(folder, Map.of("quotes.rulesFile", rules.toString()))) {
      scene.send("POST", "/quotes", "payerfsp", "payeefsp", quote(id, "99"));
      assertThat(scene.next().path()).isEqualTo("/payeefsp/quotes");

      scene.send("POST", "/quotes", "payerfsp", "payeefsp", quote(id, "101"));
      QuoteScene.Callback rerouted = scene.next();
      assertThat(rerouted.path()).isEqualTo("/otherfsp/quotes");
      assertThat(rerouted.headers())
          .containsEntry("fspiop-destination", "otherfsp")
          .containsEntry("fspiop-source", "payerfsp")
          .containsEntry("x-fspiop-sourcecurrency", "USD");

      scene.send("POST", "/quotes", "payerfsp", "payeefsp", quote(id, "7"));
      assertThat(scene.next().error()).isEqualTo("5200 Payee limit error - not seven");
    }
  }

  @Test
  void shouldTakeTermsOfAStoredQuoteFromWhomALongFileHasReroutedItTo() throws Exception {
    String never =
        """
        {'conditions':{'all':[{'fact':'operation','operator':'equal','value':'fxQuoteRequest'}]},
         'event':{'type':'INVALID_QUOTE_REQUEST',
          'params':{'FSPIOPError':'VALIDATION_ERROR','message':'m'}}},\
        """;
    String reroute =
        """
        {'conditions':{'all':[{'fact':'payee','path':'$.name','operator':'equal','value':'payeefsp'}]},
         'event':{'type':'INTERCEPT_QUOTE','params':{'rerouteToFsp':'otherfsp'}}}\
        """;
    Path rules = folder.resolve("rules.json");
    Files.writeString(rules, ("[" + never.repeat(60) + reroute + "]").replace('\'', '"'));
    Map<String, String> settings =
        Map.of("quotes.rulesFile", rules.toString(), "quotes.mode", "persistent");
    try (QuoteScene scene = new QuoteScene(folder, settings)) {
      assertThat(scene.send("POST", "/quotes", "payerfsp", "payeefsp", quote(id, "1")))
          .isEqualTo(202);
      assertThat(scene.next().path()).isEqualTo("/otherfsp/quotes");

      scene.send("PUT", "/quotes/" + id, "payeefsp", "payerfsp", terms("1"));
      assertThat(scene.next().error()).startsWith("3100 ");
      scene.send("PUT", "/quotes/" + id, "otherfsp", "payerfsp", terms("1"));
      assertThat(scene.next().path()).isEqualTo("/payerfsp/quotes/" + id);
    }
  }

  @Test
  void shouldNotStartWithAFileOfRulesItCannotUse() throws Exception {
    Path rules = folder.resolve("rules.json");
    Files.writeString(rules, "[{\"conditions\":{},\"event\":{}}]");
    assertThatThrownBy(
            () -> new QuoteScene(folder, Map.of("quotes.rulesFile", rules.toString())).close())
        .isInstanceOf(RulesFileException.class)
        .hasMessageContaining("[0].conditions must be an object with all or any")
        .hasMessageContaining("[0].event.type must be a text");
  }
}
