package org.pamoja.hub.books;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.PostgresAuditLog;
import org.pamoja.ledger.postgres.BooksProof;
import org.pamoja.ledger.postgres.ChainVerifier;
import org.pamoja.ledger.postgres.ChainVerifier.ChainProof;
import org.pamoja.ledger.postgres.LedgerQueries;
import org.pamoja.ledger.postgres.WindowProofs;

/**
 * Everything that can be proved about a hub's database.
 *
 * @param totals the sums per currency, in code order
 * @param books what does not add up in accounts, postings, transfers and reservations
 * @param windows what does not add up in settlement windows
 * @param history how much of the history was checked; empty when it was not asked for
 */
public record WholeProof(
    List<BooksProof.Total> totals,
    List<String> books,
    List<String> windows,
    Optional<History> history) {

  /**
   * The check of what was written for ever: the chain of events and the audit log.
   *
   * @param batches how many batches were checked
   * @param events how many events they had
   * @param discrepancies what is not as it was written
   */
  public record History(long batches, long events, List<String> discrepancies) {}

  /** Everything that does not add up, for people; empty when all is sound. */
  public List<String> discrepancies() {
    List<String> all = new ArrayList<>(books);
    all.addAll(windows);
    history.ifPresent(it -> all.addAll(it.discrepancies()));
    return all;
  }

  /** Whether everything adds up. */
  public boolean isSound() {
    return discrepancies().isEmpty();
  }

  /**
   * Proves a database, also while hubs are at work on it. Reads everything: seconds for a million
   * transfers without the history, which takes as long as reading all messages does.
   *
   * @param withHistory whether to check the chains of events and of the audit log too
   * @throws org.pamoja.ledger.store.LedgerStoreException when it cannot be read
   */
  public static WholeProof of(DataSource database, boolean withHistory) {
    BooksProof proof = new LedgerQueries(database).proveBooks();
    List<String> windows = new WindowProofs(database).discrepancies();
    return new WholeProof(
        proof.totals(),
        proof.discrepancies(),
        windows,
        withHistory ? Optional.of(history(database)) : Optional.empty());
  }

  private static History history(DataSource database) {
    ChainVerifier chain = new ChainVerifier(database);
    List<String> discrepancies = new ArrayList<>();
    long batches = 0;
    long events = 0;
    for (int stream : chain.streams()) {
      ChainProof proof = chain.verify(stream, 0, Long.MAX_VALUE);
      batches += proof.batches();
      events += proof.events();
      discrepancies.addAll(proof.discrepancies());
    }
    new PostgresAuditLog(Jdbi.create(database), "verify", InstantSource.system())
        .verify()
        .ifPresent(discrepancies::add);
    return new History(batches, events, discrepancies);
  }
}
