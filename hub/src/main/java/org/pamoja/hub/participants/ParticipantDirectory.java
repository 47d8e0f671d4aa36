package org.pamoja.hub.participants;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Participants by name, from memory. Threads may share it. A change made on any node is seen within
 * a second, on the node that made it at once; a name that is not in memory is looked for in the
 * database before it is called unknown.
 */
public interface ParticipantDirectory {

  /**
   * The participant of that name (case-insensitive, as the registry is), complete at once when it
   * is in memory.
   */
  CompletionStage<Optional<Participant>> find(String name);

  /**
   * The same after memory was compared with the database; for those about to refuse something for
   * what memory lacks.
   */
  CompletionStage<Optional<Participant>> confirmed(String name);

  /**
   * The participant, from memory when it has what is needed of it; otherwise the lack is confirmed
   * in the database, since another node may just have changed it.
   */
  default CompletionStage<Optional<Participant>> findHaving(
      String name, Predicate<Participant> needed) {
    return find(name)
        .thenCompose(
            found ->
                found.filter(needed).isPresent() || found.isEmpty()
                    ? CompletableFuture.completedFuture(found)
                    : confirmed(name));
  }

  /** The same for callers that may block. */
  Optional<Participant> findBlocking(String name);

  /** What is in memory now, in order of name. */
  List<Participant> known();
}
