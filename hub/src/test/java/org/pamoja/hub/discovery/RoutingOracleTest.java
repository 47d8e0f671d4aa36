package org.pamoja.hub.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.message.PartyKey;
import org.pamoja.hub.oracles.Oracle;
import org.pamoja.hub.oracles.OracleDirectory;
import org.pamoja.hub.oracles.OracleDirectory.Location;

class RoutingOracleTest {
  private final List<String> asked = new ArrayList<>();
  private Optional<Location> location = Optional.of(new Location("http://oracle"));

  private final OracleDirectory directory =
      (type, currency) -> {
        asked.add(type + " " + currency.orElse("any"));
        return location;
      };
  private final RoutingOracle routing =
      new RoutingOracle(directory, new Named("built-in"), place -> new Named(place.endpoint()));

  /** An oracle that answers with its own name as holder. */
  private record Named(String name) implements Oracle {
    @Override
    public CompletionStage<List<Entry>> lookup(Call call) {
      return CompletableFuture.completedFuture(
          List.of(new Entry(name, Optional.empty(), Optional.empty())));
    }

    @Override
    public CompletionStage<Void> register(Call call, String fspId) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> replace(Call call, String fspId) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> remove(Call call) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<List<Registered>> registerBatch(
        String requestId, List<Registration> parties, Headers headers) {
      return CompletableFuture.completedFuture(
          parties.stream().map(party -> new Registered(party, Optional.empty())).toList());
    }
  }

  @Test
  void shouldAskTheOracleThatTheDirectoryNames() {
    assertThat(holder()).isEqualTo("http://oracle");
    location = Optional.of(new Location("builtin:"));
    assertThat(holder()).isEqualTo("built-in");
  }

  @Test
  void shouldLookUpByCurrencyAndChangeByTypeAlone() {
    routing.lookup(call(Optional.of("USD")));
    routing.register(call(Optional.of("USD")), "x");
    routing.replace(call(Optional.of("USD")), "x");
    routing.remove(call(Optional.of("USD")));
    routing.registerBatch(
        "r", List.of(new Oracle.Registration(party(), "x", Optional.of("EUR"))), Headers.empty());

    assertThat(asked)
        .containsExactly("ALIAS USD", "ALIAS any", "ALIAS any", "ALIAS any", "ALIAS EUR");
  }

  @Test
  void shouldSayWhichOracleIsMissingInTheTestedTexts() {
    location = Optional.empty();

    assertThat(fault(routing.lookup(call(Optional.empty()))))
        .isEqualTo("Add Party information error - Oracle type: ALIAS not found");
    assertThat(fault(routing.lookup(call(Optional.of("USD")))))
        .isEqualTo("Add Party information error - Oracle type: ALIAS and currency: USD not found");
    assertThat(fault(routing.register(call(Optional.empty()), "x")))
        .isEqualTo("Add Party information error - Oracle type: ALIAS not found");
    List<Oracle.Registration> parties =
        List.of(new Oracle.Registration(party(), "x", Optional.empty()));
    assertThat(fault(routing.registerBatch("r", parties, Headers.empty())))
        .isEqualTo("Add Party information error - Oracle type:ALIAS not found");
  }

  private String holder() {
    return routing.lookup(call(Optional.empty())).toCompletableFuture().join().getFirst().fspId();
  }

  private static String fault(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().join();
      return "none";
    } catch (CompletionException failed) {
      FspiopException refused = (FspiopException) failed.getCause();
      assertThat(refused.information().errorCode()).isEqualTo("3003");
      return refused.information().errorDescription();
    }
  }

  private static Oracle.Call call(Optional<String> currency) {
    return new Oracle.Call(party(), currency, Headers.empty());
  }

  private static PartyKey party() {
    return new PartyKey("ALIAS", "a", Optional.empty());
  }
}
