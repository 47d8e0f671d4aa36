package org.pamoja.hub.transfers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.Participant.AccountReference;
import org.pamoja.hub.participants.ParticipantDirectory;

/**
 * A fixed registry: {@code payerfsp} and {@code payeefsp} with USD positions 11 and 22, {@code
 * sleepy} inactive.
 */
final class KnownParticipants implements ParticipantDirectory {
  private static final List<Participant> ALL =
      List.of(
          participant(1, "payerfsp", true, 11),
          participant(2, "payeefsp", true, 22),
          participant(3, "sleepy", false, 33));

  /** Ends the look into the registry, for those who must wait for it. */
  private final CompletableFuture<Void> readable;

  /** A registry in memory. */
  KnownParticipants() {
    this(CompletableFuture.completedFuture(null));
  }

  /** A registry that must be read first. */
  KnownParticipants(CompletableFuture<Void> readable) {
    this.readable = readable;
  }

  private static Participant participant(int id, String name, boolean active, long account) {
    return new Participant(
        id,
        name,
        active,
        false,
        List.of(
            new AccountReference(account + 100, "USD", "SETTLEMENT", true),
            new AccountReference(account, "USD", "POSITION", true)),
        Map.of());
  }

  @Override
  public CompletionStage<Optional<Participant>> find(String name) {
    return readable.thenApply(_ -> findBlocking(name));
  }

  @Override
  public CompletionStage<Optional<Participant>> confirmed(String name) {
    return find(name);
  }

  @Override
  public Optional<Participant> findBlocking(String name) {
    return ALL.stream()
        .filter(participant -> participant.name().equalsIgnoreCase(name))
        .findFirst();
  }

  @Override
  public List<Participant> known() {
    return ALL;
  }
}
