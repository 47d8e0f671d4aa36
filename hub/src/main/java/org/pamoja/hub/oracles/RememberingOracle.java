package org.pamoja.hub.oracles;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.message.PartyKey;

/**
 * An external oracle whose answers to look-ups are remembered for a while. Whoever is told that a
 * change is made can rely on it: it is forgotten before. Threads may share it.
 */
public final class RememberingOracle implements Oracle {
  private final String endpoint;
  private final Oracle oracle;
  private final RememberedHolders memory;

  /**
   * @param endpoint tells its answers from those of other oracles
   * @param oracle is asked for what is not remembered
   * @param memory shared by the oracles of a node
   */
  public RememberingOracle(String endpoint, Oracle oracle, RememberedHolders memory) {
    this.endpoint = endpoint;
    this.oracle = oracle;
    this.memory = memory;
  }

  @Override
  public CompletionStage<List<Entry>> lookup(Call call) {
    return memory.holders(endpoint, call, () -> oracle.lookup(call));
  }

  @Override
  public CompletionStage<Void> register(Call call, String fspId) {
    return forgetting(List.of(call.party()), () -> oracle.register(call, fspId));
  }

  @Override
  public CompletionStage<Void> replace(Call call, String fspId) {
    return forgetting(List.of(call.party()), () -> oracle.replace(call, fspId));
  }

  @Override
  public CompletionStage<Void> remove(Call call) {
    return forgetting(List.of(call.party()), () -> oracle.remove(call));
  }

  @Override
  public CompletionStage<List<Registered>> registerBatch(
      String requestId, List<Registration> parties, Headers headers) {
    return forgetting(
        parties.stream().map(Registration::party).toList(),
        () -> oracle.registerBatch(requestId, parties, headers));
  }

  /**
   * Makes a change if the other nodes can be told of it; its outcome, once it cannot be hidden by
   * what was known before.
   */
  private <T> CompletionStage<T> forgetting(
      List<PartyKey> parties, Supplier<CompletionStage<T>> change) {
    return memory.changing().thenCompose(_ -> afterwardsForget(parties, made(change)));
  }

  /** As a stage, since who throws may have made the change as well. */
  private static <T> CompletionStage<T> made(Supplier<CompletionStage<T>> change) {
    return CompletableFuture.completedStage(change).thenCompose(Supplier::get);
  }

  private <T> CompletionStage<T> afterwardsForget(
      List<PartyKey> parties, CompletionStage<T> change) {
    return change
        .handle((_, _) -> memory.changed(parties))
        .thenCompose(Function.identity())
        .thenCompose(_ -> change);
  }
}
