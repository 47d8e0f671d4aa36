package org.pamoja.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.pamoja.ledger.store.BatchChanges;
import org.pamoja.ledger.store.BatchRequest;
import org.pamoja.ledger.store.BatchTransaction;
import org.pamoja.ledger.store.DecidedBatch;
import org.pamoja.ledger.store.LoadedBatch;
import org.pamoja.ledger.store.StoreUnavailableException;

/** A batch whose rows are locked and which waits to be decided. For one thread. */
final class OpenBatch implements BatchTransaction {
  private final PostgresLedgerStore store;
  private final Connection connection;
  private final BatchRequest request;
  private final LoadedBatch loaded;
  private boolean over;

  OpenBatch(
      PostgresLedgerStore store, Connection connection, BatchRequest request, LoadedBatch loaded) {
    this.store = store;
    this.connection = connection;
    this.request = request;
    this.loaded = loaded;
  }

  @Override
  public Optional<DecidedBatch> alreadyDecided() {
    return Optional.empty();
  }

  @Override
  public LoadedBatch loaded() {
    return loaded;
  }

  @Override
  public void commit(BatchChanges changes) throws StoreUnavailableException {
    store.committed(Optional.empty());
    try {
      SecondTrip.make(connection, request, loaded, changes);
      over = true;
      store.committed(
          Optional.of(new PostgresLedgerStore.Tip(request.stream(), changes.chainHash())));
    } catch (SQLException failure) {
      over = true;
      throw store.giveUp("batch " + request.number() + " cannot be written", failure);
    }
  }

  @Override
  public void close() {
    if (!over) {
      over = true;
      store.rollback();
    }
  }
}
