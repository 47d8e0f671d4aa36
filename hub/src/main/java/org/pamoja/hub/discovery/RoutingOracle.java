package org.pamoja.hub.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.oracles.Oracle;
import org.pamoja.hub.oracles.OracleDirectory;
import org.pamoja.hub.oracles.OracleDirectory.Location;

/**
 * Sends each question to the oracle that serves it (discovery §3): look-ups go by type and, when
 * asked for, currency; changes of one party by type alone; batches by type and currency. Threads
 * may share it.
 */
public final class RoutingOracle implements Oracle {
  private final OracleDirectory directory;
  private final Oracle builtIn;
  private final Function<Location, Oracle> external;

  /**
   * @param directory which oracle serves what
   * @param builtIn the hub's own table
   * @param external the oracle behind a location
   */
  public RoutingOracle(
      OracleDirectory directory, Oracle builtIn, Function<Location, Oracle> external) {
    this.directory = directory;
    this.builtIn = builtIn;
    this.external = external;
  }

  @Override
  public CompletionStage<List<Entry>> lookup(Call call) {
    return at(call.party().type(), call.currency(), singleFault(call))
        .thenCompose(oracle -> oracle.lookup(call));
  }

  @Override
  public CompletionStage<Void> register(Call call, String fspId) {
    return forChange(call).thenCompose(oracle -> oracle.register(call, fspId));
  }

  @Override
  public CompletionStage<Void> replace(Call call, String fspId) {
    return forChange(call).thenCompose(oracle -> oracle.replace(call, fspId));
  }

  @Override
  public CompletionStage<Void> remove(Call call) {
    return forChange(call).thenCompose(oracle -> oracle.remove(call));
  }

  /**
   * Looks for the oracles of all types first, so that a type without one leaves nothing registered
   * (discovery §4.6).
   */
  @Override
  public CompletionStage<List<Registered>> registerBatch(
      String requestId, List<Registration> parties, Headers headers) {
    Map<String, List<Registration>> byType = new LinkedHashMap<>();
    for (Registration registration : parties) {
      byType
          .computeIfAbsent(registration.party().type(), type -> new ArrayList<>())
          .add(registration);
    }
    CompletionStage<Map<String, Oracle>> oracles =
        CompletableFuture.completedFuture(new LinkedHashMap<>());
    for (Map.Entry<String, List<Registration>> type : byType.entrySet()) {
      oracles = oracles.thenCombine(ofType(type), (found, oracle) -> with(found, type, oracle));
    }
    return oracles.thenCompose(found -> registerEach(requestId, byType, found, headers));
  }

  private CompletionStage<Oracle> ofType(Map.Entry<String, List<Registration>> type) {
    // The official tests look for this text without a blank here, and with one for single parties.
    return at(
        type.getKey(),
        type.getValue().getFirst().currency(),
        "Oracle type:" + type.getKey() + " not found");
  }

  private static Map<String, Oracle> with(
      Map<String, Oracle> found, Map.Entry<String, ?> type, Oracle oracle) {
    found.put(type.getKey(), oracle);
    return found;
  }

  private static CompletionStage<List<Registered>> registerEach(
      String requestId,
      Map<String, List<Registration>> byType,
      Map<String, Oracle> oracles,
      Headers headers) {
    CompletionStage<List<Registered>> results =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (Map.Entry<String, Oracle> type : oracles.entrySet()) {
      results =
          results.thenCompose(
              before ->
                  type.getValue()
                      .registerBatch(requestId, byType.get(type.getKey()), headers)
                      .thenApply(
                          registered -> {
                            before.addAll(registered);
                            return before;
                          }));
    }
    return results;
  }

  private CompletionStage<Oracle> forChange(Call call) {
    String type = call.party().type();
    return at(type, Optional.empty(), "Oracle type: " + type + " not found");
  }

  private static String singleFault(Call call) {
    String type = "Oracle type: " + call.party().type();
    return call.currency()
        .map(currency -> type + " and currency: " + currency + " not found")
        .orElse(type + " not found");
  }

  private CompletionStage<Oracle> at(String type, Optional<String> currency, String fault) {
    Optional<Location> location = directory.select(type, currency);
    if (location.isEmpty()) {
      return CompletableFuture.failedFuture(
          new FspiopException(ErrorCode.ADD_PARTY_INFORMATION_ERROR, fault));
    }
    Location found = location.get();
    return CompletableFuture.completedFuture(found.isBuiltIn() ? builtIn : external.apply(found));
  }
}
