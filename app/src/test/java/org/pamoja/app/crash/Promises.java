package org.pamoja.app.crash;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pamoja.bench.dfsp.Told;
import org.pamoja.ledger.transfer.TransferState;

/**
 * Holds what the hub has stored and told against what it has promised.
 *
 * <p>A fulfilment counts as in time when its 200 came before the expiration: it was decided before
 * that, and all clocks are this machine's. One acknowledged later may have been either. A request
 * to accept is due only until the expiration, so it is not demanded here: a payee that was never
 * asked is told of the expiry all the same.
 */
final class Promises {
  private final Map<String, Fate> fates;
  private final StoredBooks books;
  private final List<String> faults = new ArrayList<>();

  private Promises(Map<String, Fate> fates, StoredBooks books) {
    this.fates = fates;
    this.books = books;
  }

  /** What is broken or not yet fulfilled; empty when everything is as it should be. */
  static List<String> faults(Map<String, Fate> fates, StoredBooks books) {
    Promises promises = new Promises(fates, books);
    fates.forEach(promises::checkTransfer);
    promises.checkBooks();
    return promises.faults;
  }

  private void checkTransfer(String id, Fate fate) {
    TransferState state = books.states().get(id);
    expect(id, fate.isAcknowledged(), "prepare was answered " + fate.prepareStatus());
    if (state == null) {
      expect(id, !fate.isAcknowledged(), "prepare was acknowledged, but is not stored");
      return;
    }
    expect(id, state.isFinal(), "has no end, it is " + state);
    boolean committed = state == TransferState.COMMITTED;
    expect(
        id,
        books.postings().getOrDefault(id, 0) == (committed ? 2 : 0),
        state + " with " + books.postings().get(id) + " posted entries");
    checkFulfilment(id, fate, committed);
    checkPayer(id, fate, committed);
    checkPayee(id, fate, state);
  }

  private void checkFulfilment(String id, Fate fate, boolean committed) {
    Instant expiration = fate.prepared().expiration();
    boolean inTime = fate.fulfilAcknowledged().filter(expiration::isAfter).isPresent();
    expect(id, committed || !inTime, "fulfilment was acknowledged in time, but not committed");
    expect(id, fate.fulfilSent() || !committed, "committed without a fulfilment");
  }

  private void checkPayer(String id, Fate fate, boolean committed) {
    if (committed) {
      expect(id, fate.payerKnows("COMMITTED"), "committed, but the payer was not told");
      expect(id, !fate.payerGot(Told.Kind.ERROR), "committed, but the payer was told an error");
    } else {
      expect(
          id,
          fate.payerGot(Told.Kind.ERROR) || fate.payerKnows("ABORTED"),
          "aborted, but the payer was not told");
    }
    expect(id, committed || !fate.payerKnows("COMMITTED"), "the payer was wrongly told COMMITTED");
    expect(id, !committed || !fate.payerKnows("ABORTED"), "the payer was wrongly told ABORTED");
  }

  private void checkPayee(String id, Fate fate, TransferState state) {
    if (state == TransferState.COMMITTED && MixedPayees.reserves(id)) {
      expect(id, fate.payeeGot(Told.Kind.FINAL_STATE), "committed, but the payee was not told");
    }
    if (state == TransferState.EXPIRED_RESERVED) {
      expect(id, fate.payeeGot(Told.Kind.ERROR), "expired, but the payee was not told");
    }
  }

  private void checkBooks() {
    expect("books", books.pending() == 0, "still reserved: " + books.pending());
    expect("books", books.imbalance() == 0, "accounts out of balance by " + books.imbalance());
    expect(
        "books",
        books.postingImbalance() == 0,
        "entries out of balance by " + books.postingImbalance());
    for (String id : books.states().keySet()) {
      expect(id, fates.containsKey(id), "is stored, but nobody has sent it");
    }
    Map<String, Long> expected = expectedPositions();
    books
        .positions()
        .forEach(
            (participant, value) ->
                expect(
                    participant,
                    expected.getOrDefault(participant, 0L).equals(value),
                    "position is " + value + ", expected " + expected.get(participant)));
  }

  private Map<String, Long> expectedPositions() {
    Map<String, Long> positions = new HashMap<>();
    fates.forEach(
        (id, fate) -> {
          if (books.states().get(id) == TransferState.COMMITTED) {
            long amount = fate.prepared().amount();
            positions.merge(fate.prepared().payer(), amount, Long::sum);
            positions.merge(fate.prepared().payee(), -amount, Long::sum);
          }
        });
    return positions;
  }

  private void expect(String what, boolean holds, String fault) {
    if (!holds) {
      faults.add(what + ": " + fault);
    }
  }
}
