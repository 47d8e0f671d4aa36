package org.pamoja.app.crash;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pamoja.bench.dfsp.Told;
import org.pamoja.bench.dfsp.TransactionJournal.Prepared;

/**
 * What the DFSPs know of one transfer.
 *
 * @param prepared what the payer sent
 * @param prepareStatus the hub's answer to it; empty while it is being tried
 * @param fulfilSent whether the payee began to send its fulfilment
 * @param fulfilAcknowledged when the hub's first 200 to it came
 * @param payerTold messages to the payer, in order
 * @param payeeTold messages to the payee, in order
 */
record Fate(
    Prepared prepared,
    Optional<Integer> prepareStatus,
    boolean fulfilSent,
    Optional<Instant> fulfilAcknowledged,
    List<Told> payerTold,
    List<Told> payeeTold) {

  static Fate of(Prepared prepared) {
    return new Fate(prepared, Optional.empty(), false, Optional.empty(), List.of(), List.of());
  }

  boolean isAcknowledged() {
    return prepareStatus.equals(Optional.of(202));
  }

  boolean payerKnows(String detail) {
    return payerTold.stream().anyMatch(told -> told.detail().equals(detail));
  }

  boolean payerGot(Told.Kind kind) {
    return payerTold.stream().anyMatch(told -> told.kind() == kind);
  }

  boolean payeeGot(Told.Kind kind) {
    return payeeTold.stream().anyMatch(told -> told.kind() == kind);
  }

  Fate answered(int status) {
    return new Fate(
        prepared, Optional.of(status), fulfilSent, fulfilAcknowledged, payerTold, payeeTold);
  }

  Fate fulfilling() {
    return new Fate(prepared, prepareStatus, true, fulfilAcknowledged, payerTold, payeeTold);
  }

  Fate fulfilled(Instant at) {
    Optional<Instant> first = fulfilAcknowledged.or(() -> Optional.of(at));
    return new Fate(prepared, prepareStatus, fulfilSent, first, payerTold, payeeTold);
  }

  Fate payer(Told told) {
    return new Fate(
        prepared, prepareStatus, fulfilSent, fulfilAcknowledged, plus(payerTold, told), payeeTold);
  }

  Fate payee(Told told) {
    return new Fate(
        prepared, prepareStatus, fulfilSent, fulfilAcknowledged, payerTold, plus(payeeTold, told));
  }

  private static List<Told> plus(List<Told> list, Told told) {
    List<Told> longer = new ArrayList<>(list);
    longer.add(told);
    return List.copyOf(longer);
  }
}
