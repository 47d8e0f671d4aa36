package org.pamoja.ledger.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.transfer.Leg;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferKind;
import org.pamoja.ledger.transfer.TransferState;

/**
 * A row on its way into the table {@code transfer}: a claim, or a probe for a transfer's id that is
 * deleted again in the same transaction.
 *
 * @param transfer the row
 * @param probe whether it is a probe, stored with state 0
 */
record ClaimRow(Transfer transfer, boolean probe) {

  /** The columns of {@link TransferRows#ALL}, with the probes' state. */
  static final List<Column<ClaimRow>> COLUMNS =
      TransferRows.ALL.stream().map(ClaimRow::ofTransfer).toList();

  private static final short PROBE_STATE = 0;
  private static final Leg NOWHERE = new Leg("", 0, 0, 0);

  /**
   * Claims and probes in the one order in which all nodes insert, so that they wait for each other
   * in no circle.
   */
  static List<ClaimRow> inKeyOrder(List<Transfer> claims, Collection<String> probes) {
    List<ClaimRow> rows = new ArrayList<>(claims.size() + probes.size());
    claims.forEach(claim -> rows.add(new ClaimRow(claim, false)));
    probes.forEach(id -> rows.add(new ClaimRow(probe(id), true)));
    rows.sort(Comparator.comparing(row -> row.transfer().key()));
    return rows;
  }

  private static Column<ClaimRow> ofTransfer(Column<Transfer> column) {
    if (column.name().equals("state")) {
      return Column.smallint(
          "state", row -> row.probe() ? PROBE_STATE : row.transfer().state().code());
    }
    return new Column<>(column.name(), column.type(), row -> column.value().apply(row.transfer()));
  }

  private static Transfer probe(String id) {
    return new Transfer(
        TransferKey.transfer(id),
        TransferKind.TRANSFER,
        TransferState.RECEIVED_PREPARE,
        "",
        "",
        NOWHERE,
        Optional.empty(),
        Optional.empty(),
        Instant.MAX,
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new EventPointer(0, 0),
        Optional.empty());
  }
}
