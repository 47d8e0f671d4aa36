package org.pamoja.hub.participants;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

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

  /** The same for callers that may block. */
  Optional<Participant> findBlocking(String name);

  /** What is in memory now, in order of name. */
  List<Participant> known();
}
