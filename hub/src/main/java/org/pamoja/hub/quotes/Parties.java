package org.pamoja.hub.quotes;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;

/**
 * The participants a message names, as they are when it is judged. Immutable; threads may share it.
 */
final class Parties {
  private final Map<String, Optional<Participant>> byName;

  private Parties(Map<String, Optional<Participant>> byName) {
    this.byName = Map.copyOf(byName);
  }

  /**
   * Looks the names up; complete at once when all are in memory with an active account.
   *
   * @param currency of the POSITION whose lack is confirmed in the database before it is believed
   */
  static CompletionStage<Parties> lookUp(
      ParticipantDirectory participants, Collection<String> names, String currency) {
    return lookUp(participants, names, _ -> List.of(currency));
  }

  /**
   * The same with several currencies.
   *
   * @param currencies those wanted of a name
   */
  static CompletionStage<Parties> lookUp(
      ParticipantDirectory participants,
      Collection<String> names,
      Function<String, List<String>> currencies) {
    Map<String, Optional<Participant>> found = new ConcurrentHashMap<>();
    CompletableFuture<?>[] lookUps =
        names.stream()
            .distinct()
            .map(
                name ->
                    participants
                        .findHaving(name, known -> holdsAll(known, currencies.apply(name)))
                        .thenAccept(participant -> found.put(name, participant))
                        .toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(lookUps).thenApply(_ -> new Parties(found));
  }

  private static boolean holdsAll(Participant participant, List<String> currencies) {
    return currencies.stream().allMatch(currency -> QuoteRules.holds(participant, currency));
  }

  /** The participant of a name that was looked up. */
  Optional<Participant> find(String name) {
    return byName.getOrDefault(name, Optional.empty());
  }
}
