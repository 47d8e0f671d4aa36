package org.pamoja.hub.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/**
 * The table {@code delivery_alarm}: what was told last about each participant, so that of several
 * nodes one tells a change, and none within a minute of the last. Blocks; threads may share it.
 */
final class AlarmBook {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** An alarm that was never raised has nothing to be cleared. */
  private static final String FIRST =
      """
      insert into delivery_alarm (participant, raised, told_at) select :participant, true, :now where :raised
      on conflict do nothing
      """;

  private static final String CHANGE =
      """
      update delivery_alarm set raised = :raised, told_at = :now
      where participant = :participant and raised <> :raised and told_at <= :latest
      """;

  private final Jdbi jdbi;

  AlarmBook(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What the caller does with a change. */
  enum Turn {
    /** Tells it: it is recorded as told. */
    TELL,
    /** Nothing: it is told. */
    TOLD,
    /** Asks again: too little time has passed since the last one. */
    LATER
  }

  /** Whether the caller is the one to tell a participant's change. */
  Turn take(String participant, boolean raised, Instant now) {
    String name = participant.toLowerCase(Locale.ROOT);
    return jdbi.inTransaction(
        handle -> {
          if (executed(handle.createUpdate(FIRST), name, raised, now)
              || executed(
                  handle
                      .createUpdate(CHANGE)
                      .bind("latest", now.minus(PAUSE).atOffset(ZoneOffset.UTC)),
                  name,
                  raised,
                  now)) {
            return Turn.TELL;
          }
          return last(handle, name) == raised ? Turn.TOLD : Turn.LATER;
        });
  }

  private static boolean executed(Update update, String name, boolean raised, Instant now) {
    return update
            .bind("participant", name)
            .bind("raised", raised)
            .bind("now", now.atOffset(ZoneOffset.UTC))
            .execute()
        > 0;
  }

  /** What was told last; of an alarm that was never raised, that it is cleared. */
  private static boolean last(Handle handle, String name) {
    return handle
        .createQuery("select raised from delivery_alarm where participant = :participant")
        .bind("participant", name)
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  /** Participants whose last told change was that their alarm was raised, in lower case. */
  List<String> raised() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select participant from delivery_alarm where raised order by participant")
                .mapTo(String.class)
                .list());
  }
}
