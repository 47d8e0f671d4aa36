package org.pamoja.hub.oracles;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.pamoja.fspiop.message.PartyKey;
import org.pamoja.hub.cache.RecentValues;
import org.pamoja.hub.oracles.Oracle.Call;
import org.pamoja.hub.oracles.Oracle.Entry;

/**
 * What external oracles lately said about who holds a party, so that they are not asked for every
 * look-up. Of each party it knows the last question only, with the answer or while the answer is
 * still awaited: who asks the same meanwhile waits for that one. Faults, "nobody" and answers with
 * many holders are forgotten as soon as they have come.
 *
 * <p>What it remembers holds for one version of the registry of oracles. A change made through this
 * hub raises that version before it is made, or is not made, and raises it again afterwards, so
 * that no node goes on with what it learned before; this node, which makes the change, forgets the
 * party at once and the others within their second. While the version cannot be raised afterwards,
 * this is tried on and this node remembers nothing. Changes made at an oracle past the hub are seen
 * when the answer is old enough. Threads may share it.
 */
public final class RememberedHolders {
  /** These two bound the memory of one party; hardly any has more than one or two holders. */
  private static final int MOST_HOLDERS = 4;

  private static final int MOST_CHARACTERS = 256;

  private static final Duration BETWEEN_REPEATS = Duration.ofSeconds(1);

  /** The registry's version makes what was learned under an earlier one unreachable. */
  private record Party(long registry, String type, String id) {}

  private record Question(String endpoint, Optional<String> subId, Optional<String> currency) {}

  private record Asked(Question question, CompletableFuture<List<Entry>> answer) {}

  /** Tells all nodes that a party may have got another holder. */
  public interface Announcement {
    /** Ends when they will know; may fail. */
    CompletionStage<Void> make();
  }

  private final RecentValues<Party, Asked> recent;
  private final LongSupplier registry;
  private final OwedAnnouncement announcement;

  /**
   * An empty memory.
   *
   * @param parties how many parties at most
   * @param lifetime how long after the question an answer is used
   * @param registry version of the registry of oracles that this node knows
   * @param announcement makes all nodes see another version
   */
  public RememberedHolders(
      int parties,
      Duration lifetime,
      InstantSource clock,
      LongSupplier registry,
      Announcement announcement) {
    this(
        parties,
        lifetime,
        clock,
        registry,
        announcement,
        CompletableFuture.delayedExecutor(BETWEEN_REPEATS.toMillis(), TimeUnit.MILLISECONDS));
  }

  /**
   * The same with its pauses.
   *
   * @param later runs a task after a second
   */
  RememberedHolders(
      int parties,
      Duration lifetime,
      InstantSource clock,
      LongSupplier registry,
      Announcement announcement,
      Executor later) {
    this.recent = new RecentValues<>(parties, lifetime, clock);
    this.registry = registry;
    // Then the other nodes have forgotten by time, however late the last change was.
    long mostRepeats = lifetime.dividedBy(BETWEEN_REPEATS) + 1;
    this.announcement = new OwedAnnouncement(announcement, later, mostRepeats);
  }

  /**
   * The holders, as remembered or as the oracle says.
   *
   * @param endpoint which oracle the question goes to
   * @param ask asks it
   */
  CompletionStage<List<Entry>> holders(
      String endpoint, Call call, Supplier<CompletionStage<List<Entry>>> ask) {
    if (announcement.isOwed()) {
      return ask.get();
    }
    Party party = party(call.party());
    Question question = new Question(endpoint, call.party().subId(), call.currency());
    Asked asked = new Asked(question, new CompletableFuture<>());
    synchronized (recent) {
      Optional<Asked> known = recent.get(party).filter(one -> one.question().equals(question));
      if (known.isPresent()) {
        return known.get().answer();
      }
      recent.put(party, asked, recent.generation());
    }
    // Inside a stage, so that what is thrown ends the waiting of all who ask the same.
    CompletableFuture.completedStage(ask)
        .thenCompose(Supplier::get)
        .whenComplete((entries, failure) -> answered(party, asked, entries, failure));
    return asked.answer();
  }

  private void answered(Party party, Asked asked, List<Entry> entries, Throwable failure) {
    if (failure != null || !isWorthRemembering(entries)) {
      synchronized (recent) {
        if (recent.get(party).filter(one -> one == asked).isPresent()) {
          recent.remove(party);
        }
      }
    }
    if (failure == null) {
      asked.answer().complete(entries);
    } else {
      asked.answer().completeExceptionally(failure);
    }
  }

  private static boolean isWorthRemembering(List<Entry> entries) {
    return !entries.isEmpty()
        && entries.size() <= MOST_HOLDERS
        && entries.stream().mapToInt(RememberedHolders::characters).sum() <= MOST_CHARACTERS;
  }

  private static int characters(Entry entry) {
    return entry.fspId().length()
        + entry.currency().map(String::length).orElse(0)
        + entry.subId().map(String::length).orElse(0);
  }

  /**
   * Makes sure before a change that the other nodes can be told of it, and makes them forget
   * already, should this node not live to tell them afterwards. Where the stage fails, the change
   * must not be made.
   */
  CompletionStage<Void> changing() {
    return announcement.once();
  }

  /**
   * Forgets parties whose holder may have changed, here and on all nodes; the stage never fails.
   * Whether a change was made is unknown when its oracle did not answer, so it is called then too.
   */
  CompletionStage<Void> changed(Collection<PartyKey> parties) {
    parties.forEach(party -> recent.remove(party(party)));
    return announcement.untilDone();
  }

  private Party party(PartyKey party) {
    return new Party(registry.getAsLong(), party.type(), party.id());
  }
}
