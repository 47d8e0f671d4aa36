package org.pamoja.hub.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The table of undelivered messages, shared by all nodes. All times are the callers'. Blocks;
 * threads may share it.
 */
public interface DeliveryStore {
  /**
   * Writes changes in one transaction: first the additions, in order, then the rest. All of them or
   * none are durable when it returns.
   *
   * @param owner the node whose tries have ended; where another has claimed a message since, only a
   *     confirmation counts
   */
  void apply(String owner, List<DeliveryChange> changes);

  /** Participants with at least one message that may be claimed now, in order of name. */
  List<String> participantsDue(Instant now);

  /**
   * Who claims what.
   *
   * @param owner the claiming node
   * @param participant whose messages
   * @param limit at most so many
   * @param now the time
   * @param until when the claim ends unless renewed
   */
  record Claim(String owner, String participant, int limit, Instant now, Instant until) {}

  /**
   * Claims messages that are due and nobody else's, the longest due first. Of one transfer only the
   * first is given out; the next follows when it is gone or dead.
   */
  List<Undelivered> claim(Claim claim);

  /** Keeps claims that still are {@code owner}'s until another time. */
  void renew(String owner, Collection<NoticePointer> pointers, Instant until);

  /**
   * What each participant is owed from the table; the numbers of messages in memory are 0. Reads
   * the whole table, a few tenths of a second for a million messages.
   */
  List<Backlog> backlogs(Instant now);

  /** The dead letters that no operator has dropped, the newest first. */
  List<Undelivered> deadLetters(int limit);

  /**
   * Removes dead letters and dropped messages that ended before a time.
   *
   * @param limit at most so many
   * @return how many were removed
   */
  int removeEnded(Instant before, int limit);
}
