package org.pamoja.testkit.dfsp;

import java.util.function.Predicate;
import org.pamoja.fspiop.ilp.IlpSecret;
import org.pamoja.fspiop.ilp.IlpTransaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a scripted DFSP answer as a payee's does: it knows every party, offers the amount asked for
 * with real ILP values, and opens what it has offered. Parts can be replaced by later rules.
 */
public final class Payee {
  private final ScriptedDfsp dfsp;
  private final IlpSecret secret = new IlpSecret("scripted payee");

  private Payee(ScriptedDfsp dfsp) {
    this.dfsp = dfsp;
  }

  /**
   * Gives the DFSP the payee's script.
   *
   * @param state what it answers transfers with: COMMITTED or RESERVED
   */
  public static ScriptedDfsp scripted(ScriptedDfsp dfsp, String state) {
    Payee payee = new Payee(dfsp);
    return dfsp.then(request("GET", "/parties/"), payee::identify)
        .then(request("POST", "/quotes"), payee::offer)
        .then(request("POST", "/transfers"), received -> payee.fulfil(received, state));
  }

  private static Predicate<Received> request(String method, String prefix) {
    return received -> received.method().equals(method) && received.path().startsWith(prefix);
  }

  private void identify(Received request) {
    String[] path = request.path().split("[/?]");
    dfsp.send(
        "PUT",
        request.path(),
        request.header("fspiop-source"),
        Bodies.party(path[2], path[3], dfsp.fspId()));
  }

  private void offer(Received request) {
    JsonNode quote = request.json();
    ObjectNode answer =
        (ObjectNode)
            Received.parse(
                Bodies.terms(
                        quote.path("amount").path("amount").asString(),
                        quote.path("amount").path("currency").asString(),
                        "AA",
                        Bodies.CONDITION)
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    IlpSecret.Agreement agreement = secret.v1(IlpTransaction.ofQuote(quote, answer));
    answer.put("ilpPacket", agreement.ilpPacket()).put("condition", agreement.condition().text());
    dfsp.send(
        "PUT",
        "/quotes/" + quote.path("quoteId").asString(),
        request.header("fspiop-source"),
        answer.toString());
  }

  private void fulfil(Received request, String state) {
    JsonNode transfer = request.json();
    String fulfilment =
        transfer.path("condition").asString().equals(Bodies.CONDITION)
            ? Bodies.FULFILMENT
            : secret.recompute(transfer.path("ilpPacket").asString()).fulfilment();
    dfsp.send(
        "PUT",
        "/transfers/" + transfer.path("transferId").asString(),
        request.header("fspiop-source"),
        Bodies.fulfil(state, fulfilment));
  }
}
