package org.pamoja.hub.settlement.windows;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.settlement.ModelSelection;
import org.pamoja.hub.settlement.SettlementModel;
import org.pamoja.hub.settlement.SettlementStore;
import org.pamoja.hub.settlement.Transactions;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.SettlementWindows.SettlementWindow;
import org.pamoja.ledger.postgres.WindowFlows;
import org.pamoja.ledger.postgres.WindowState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums up windows that were closed: their flows, and the contents that are left to settle. Each
 * window in one transaction of whichever node gets it, so one that dies in it leaves the window to
 * the next. No transfer waits for it. Threads may share it; each call blocks.
 */
public final class WindowProcessing {
  private static final Logger LOG = LoggerFactory.getLogger(WindowProcessing.class);

  private final Jdbi jdbi;
  private final SettlementWindows windows;
  private final WindowFlows flows;
  private final InstantSource clock;
  private final ContentStore contents = new ContentStore();
  private final SettlementStore models = new SettlementStore();

  /** Processes the windows of a database. */
  public WindowProcessing(
      Jdbi jdbi, SettlementWindows windows, WindowFlows flows, InstantSource clock) {
    this.jdbi = jdbi;
    this.windows = windows;
    this.flows = flows;
    this.clock = clock;
  }

  /**
   * Processes every window that waits for it and that no other node is at work on. One that fails
   * is logged and passed over until the next run, so that it keeps no other waiting.
   *
   * @throws RuntimeException when the windows cannot be asked for
   */
  public void run() {
    Set<Long> taken = new HashSet<>();
    boolean more = true;
    while (more) {
      int before = taken.size();
      try {
        // One transaction each: what is done stays done.
        more = Transactions.run(jdbi, handle -> processNext(handle, taken));
      } catch (RuntimeException failure) {
        if (taken.size() == before) {
          throw failure;
        }
        LOG.error("A settlement window could not be summed up; it stays PROCESSING", failure);
      }
    }
  }

  private boolean processNext(Handle handle, Set<Long> before) throws SQLException {
    Optional<SettlementWindow> taken = windows.takeProcessing(handle.getConnection(), before);
    if (taken.isEmpty()) {
      return false;
    }
    before.add(taken.get().id());
    long window = taken.get().id();
    flows.compute(handle.getConnection(), window);
    addContents(handle, taken.get());
    windows.setState(handle.getConnection(), window, WindowState.CLOSED, Optional.empty());
    return true;
  }

  private void addContents(Handle handle, SettlementWindow window) throws SQLException {
    ModelSelection selection = new ModelSelection(models.activeModels(handle));
    Map<Leftovers.Kind, List<Leftovers.Share>> left =
        Leftovers.of(
            flows.turnovers(handle.getConnection(), List.of(window.id())),
            contents.settleableTypes(handle));
    for (Map.Entry<Leftovers.Kind, List<Leftovers.Share>> entry : left.entrySet()) {
      Leftovers.Kind kind = entry.getKey();
      Optional<Integer> model =
          selection.settlingContents(kind.currency(), kind.accountType()).map(SettlementModel::id);
      long content =
          contents.add(
              handle,
              window.id(),
              kind.accountType(),
              kind.currency(),
              model,
              window.reason(),
              clock.instant());
      contents.addTotals(
          handle,
          entry.getValue().stream()
              .map(
                  share ->
                      new ContentTotal(content, share.account(), share.participant(), share.net()))
              .toList());
    }
  }
}
