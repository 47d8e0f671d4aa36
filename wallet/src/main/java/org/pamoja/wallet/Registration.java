package org.pamoja.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.pamoja.fspiop.json.Json;
import org.pamoja.wallet.HubLink.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes the hub's look-up know this DFSP's customers: {@code POST /participants/MSISDN/{number}},
 * whose result comes as a callback. Threads may share it.
 */
final class Registration {
  private final DfspConfig config;
  private final HubLink hub;

  /** What the hub tells of registrations, by telephone number. */
  final Waiting<JsonNode> results = new Waiting<>();

  Registration(DfspConfig config, HubLink hub) {
    this.config = config;
    this.hub = hub;
  }

  /**
   * Registers them all; returns when the hub has told the result of each.
   *
   * @throws CompletionException with the hub's reason, or when it does not answer in time
   */
  void register(List<Customer> customers) {
    List<CompletableFuture<JsonNode>> told = new ArrayList<>(customers.size());
    for (Customer customer : customers) {
      told.add(results.waitFor(customer.msisdn(), config.patience()));
      hub.send(request(customer)).toCompletableFuture().join();
    }
    told.forEach(CompletableFuture::join);
  }

  private Message request(Customer customer) {
    byte[] body =
        Json.canonical(
            JsonNodeFactory.instance
                .objectNode()
                .put("currency", customer.currency())
                .put("fspId", config.fspId()));
    return new Message("POST", "/participants/MSISDN/" + customer.msisdn(), Map.of(), body);
  }
}
