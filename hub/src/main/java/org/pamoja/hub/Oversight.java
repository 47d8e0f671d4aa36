package org.pamoja.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.books.BooksResource;
import org.pamoja.hub.delivery.Timers;
import org.pamoja.hub.delivery.VirtualTimers;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.liquidity.Liquidity;
import org.pamoja.hub.settlement.schedule.CutOffJob;
import org.pamoja.hub.settlement.schedule.CutOffMeters;
import org.pamoja.hub.settlement.schedule.ScheduleResource;
import org.pamoja.hub.settlement.schedule.SettlementMaker;
import org.pamoja.ledger.postgres.SettlementWindows;

/** What watches over money and its calendar: cut-offs, liquidity, the books. */
final class Oversight {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private Oversight() {}

  /** A watch over liquidity that learns of events, but looks only once it is started. */
  static Liquidity liquidity(Ground ground, Caches caches, WayOut out) {
    return new Liquidity(
        ground.config().hubName(),
        ground.jdbi(),
        caches.participants(),
        out.transport(),
        ground.meters().registry(),
        ground.clock());
  }

  /** Begins to look at thresholds. */
  static void start(Ground ground, Liquidity liquidity) {
    liquidity.start(new VirtualTimers());
    ground.shutdown().add("liquidity", liquidity::close);
  }

  /**
   * Begins to look at the calendar.
   *
   * @param settlements makes what follows a cut-off
   */
  static void startCutOffs(Ground ground, SettlementMaker settlements, AuditLog audit) {
    CutOffJob cutOffs =
        new CutOffJob(
            ground.jdbi(),
            new SettlementWindows(ground.database().pool()),
            settlements,
            new CutOffMeters(ground.meters().registry(), ground.clock()),
            audit);
    Timers.Repetition ticking = new VirtualTimers().every(SECOND, cutOffs::tick);
    ground.shutdown().add("cut-offs", ticking::end);
  }

  /** The operators' side. */
  static List<AdminResource> resources(Ground ground, Caches caches, AuditLog audit) {
    List<AdminResource> resources =
        new ArrayList<>(
            Liquidity.resources(
                ground.jdbi(),
                ground.database().pool(),
                caches.participants(),
                audit,
                ground.clock()));
    resources.add(new ScheduleResource(ground.jdbi(), audit));
    resources.add(new BooksResource(ground.database().pool(), ground.clock()));
    return resources;
  }
}
