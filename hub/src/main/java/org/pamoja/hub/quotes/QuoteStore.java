package org.pamoja.hub.quotes;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The table of quotes. Each call is one short transaction and blocks. Threads may share it. */
public final class QuoteStore {
  private static final int REMOVED_AT_ONCE = 2_000;

  /** Rereads a quote that was removed between two statements; once more is enough in practice. */
  private static final int TRIES = 3;

  /** What came of a message. */
  enum Outcome {
    STORED,
    REPEATED,
    CHANGED_REQUEST,
    CHANGED_ANSWER,
    UNKNOWN,
    NOT_ASKED
  }

  /**
   * A request for terms.
   *
   * @param id id of the quote
   * @param payer who asks
   * @param payee who is asked
   * @param hash of the parsed body
   * @param body as received
   */
  record Asked(String id, String payer, String payee, String hash, byte[] body) {}

  private record Row(String payer, String payee, String requestHash, String answerHash) {}

  private final Jdbi jdbi;
  private final InstantSource clock;

  /**
   * @param jdbi the database
   * @param clock dates what is stored
   */
  public QuoteStore(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Stores a request unless its id is known. */
  Outcome ask(Asked asked) {
    return jdbi.withHandle(
        handle -> {
          for (int i = 0; i < TRIES; i++) {
            if (insert(handle, asked)) {
              return Outcome.STORED;
            }
            Optional<Row> known = find(handle, asked.id());
            if (known.isPresent()) {
              return isRepeated(asked, known.get()) ? Outcome.REPEATED : Outcome.CHANGED_REQUEST;
            }
          }
          throw new IllegalStateException("quote " + asked.id() + " comes and goes");
        });
  }

  /** Another DFSP cannot repeat a request by knowing what it says. */
  private static boolean isRepeated(Asked asked, Row known) {
    return known.requestHash().equals(asked.hash())
        && known.payer().equalsIgnoreCase(asked.payer());
  }

  private boolean insert(Handle handle, Asked asked) {
    return handle
            .createUpdate(
                """
                INSERT INTO quote (quote_id, payer, payee, request_hash, request, received_at)
                VALUES (:id, :payer, :payee, :hash, :body, :now)
                ON CONFLICT (quote_id) DO NOTHING\
                """)
            .bind("id", asked.id())
            .bind("payer", asked.payer())
            .bind("payee", asked.payee())
            .bind("hash", asked.hash())
            .bind("body", asked.body())
            .bind("now", now())
            .execute()
        == 1;
  }

  /** Stores terms unless there are some; only who was asked can offer them. */
  Outcome answer(String id, String source, String hash, byte[] body) {
    return jdbi.withHandle(
        handle -> {
          if (update(handle, id, source, hash, body)) {
            return Outcome.STORED;
          }
          Optional<Row> known = find(handle, id);
          if (known.isEmpty()) {
            return Outcome.UNKNOWN;
          }
          if (!known.get().payee().equalsIgnoreCase(source)) {
            return Outcome.NOT_ASKED;
          }
          return hash.equals(known.get().answerHash()) ? Outcome.REPEATED : Outcome.CHANGED_ANSWER;
        });
  }

  private boolean update(Handle handle, String id, String source, String hash, byte[] body) {
    return handle
            .createUpdate(
                """
                UPDATE quote SET answer_hash = :hash, answer = :body, answered_at = :now
                WHERE quote_id = :id AND lower(payee) = lower(:source) AND answer_hash IS NULL\
                """)
            .bind("id", id)
            .bind("source", source)
            .bind("hash", hash)
            .bind("body", body)
            .bind("now", now())
            .execute()
        == 1;
  }

  /** Stores the latest error from who was asked; one from somebody else is not stored. */
  void error(String id, String source, byte[] body) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE quote SET error = :body, error_at = :now
                    WHERE quote_id = :id AND lower(payee) = lower(:source)\
                    """)
                .bind("id", id)
                .bind("source", source)
                .bind("body", body)
                .bind("now", now())
                .execute());
  }

  /**
   * Removes some of the quotes received before a time, oldest first.
   *
   * @return whether there may be more
   */
  boolean removeBefore(Instant time) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        DELETE FROM quote WHERE quote_id = ANY (ARRAY(
                          SELECT quote_id FROM quote WHERE received_at < :time
                          ORDER BY received_at LIMIT :most FOR UPDATE SKIP LOCKED))\
                        """)
                    .bind("time", time.atOffset(ZoneOffset.UTC))
                    .bind("most", REMOVED_AT_ONCE)
                    .execute())
        == REMOVED_AT_ONCE;
  }

  private static Optional<Row> find(Handle handle, String id) {
    return handle
        .createQuery(
            "SELECT payer, payee, request_hash, answer_hash FROM quote WHERE quote_id = :id")
        .bind("id", id)
        .map(
            (row, _) ->
                new Row(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
        .findOne();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
