package org.pamoja.hub.oracles;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.pamoja.fspiop.message.PartyKey;
import org.pamoja.hub.cache.RecentValues;
import org.pamoja.hub.oracles.Oracle.Call;
import org.pamoja.hub.oracles.Oracle.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What external oracles lately said about who holds a party, so that they are not asked for every
 * look-up. Of each party it knows the last question only, with the answer or while the answer is
 * still awaited: who asks the same meanwhile waits for that one. Faults, "nobody" and answers with
 * many holders are forgotten as soon as they have come.
 *
 * <p>What it remembers holds for one version of the registry of oracles. A change made through this
 * hub raises that version, so that no node goes on with what it learned before; this node, which
 * makes the change, forgets the party at once and the others within their second. Changes made at
 * an oracle past the hub are seen when the answer is old enough. Threads may share it.
 */
public final class RememberedHolders {
  private static final Logger LOG = LoggerFactory.getLogger(RememberedHolders.class);

  /** Bounds the memory of one party. */
  private static final int MOST_HOLDERS = 16;

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
  private final Announcement announcement;

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
    this.recent = new RecentValues<>(parties, lifetime, clock);
    this.registry = registry;
    this.announcement = announcement;
  }

  /**
   * The holders, as remembered or as the oracle says.
   *
   * @param endpoint which oracle the question goes to
   * @param ask asks it
   */
  CompletionStage<List<Entry>> holders(
      String endpoint, Call call, Supplier<CompletionStage<List<Entry>>> ask) {
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
    if (failure != null || entries.isEmpty() || entries.size() > MOST_HOLDERS) {
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

  /**
   * Forgets parties whose holder may have changed, here and on all nodes; the stage never fails.
   * Whether a change was made is unknown when its oracle did not answer, so it is called then too.
   */
  CompletionStage<Void> changed(Collection<PartyKey> parties) {
    parties.forEach(party -> recent.remove(party(party)));
    return announcement
        .make()
        .exceptionally(
            failure -> {
              LOG.warn("other nodes learn of changed parties only by time", failure);
              return null;
            });
  }

  private Party party(PartyKey party) {
    return new Party(registry.getAsLong(), party.type(), party.id());
  }
}
