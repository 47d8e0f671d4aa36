package org.pamoja.hub;

import java.util.List;
import java.util.function.Function;
import org.pamoja.hub.cache.Renewal;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.hub.discovery.BatchResource;
import org.pamoja.hub.discovery.DiscoveryRelay;
import org.pamoja.hub.discovery.HttpOracle;
import org.pamoja.hub.discovery.ParticipantsResource;
import org.pamoja.hub.discovery.PartiesResource;
import org.pamoja.hub.discovery.RoutingOracle;
import org.pamoja.hub.edge.FspiopResource;
import org.pamoja.hub.oracles.Oracle;
import org.pamoja.hub.oracles.OracleDirectory.Location;
import org.pamoja.hub.oracles.RememberedHolders;
import org.pamoja.hub.oracles.RememberingOracle;
import org.pamoja.hub.oracles.TableOracle;

/** Puts discovery of this node together. */
final class Discovery {
  private Discovery() {}

  /** Participants, parties and batches of them. */
  static List<FspiopResource> resources(Ground ground, Caches caches, WayOut out) {
    Oracle oracle =
        new RoutingOracle(
            caches.oracles(),
            new TableOracle(ground.jdbi(), caches.workers(), ground.clock()),
            external(ground, caches, out));
    DiscoveryRelay relay = new DiscoveryRelay(out.courier());
    return List.of(
        new PartiesResource(caches.participants(), oracle, relay),
        new ParticipantsResource(caches.participants(), oracle, relay),
        new BatchResource(caches.participants(), oracle, relay));
  }

  private static Function<Location, Oracle> external(Ground ground, Caches caches, WayOut out) {
    HubConfig config = ground.config();
    Function<Location, Oracle> asked =
        location -> new HttpOracle(location.endpoint(), config.hubName(), out.oracles());
    if (!config.oracles().isRemembering()) {
      return asked;
    }
    // Changes made at the same time share one announcement.
    Renewal announcement = new Renewal(caches.oracles()::announceChangedParties, caches.workers());
    RememberedHolders memory =
        new RememberedHolders(
            config.oracles().rememberedParties(),
            config.oracles().rememberFor(),
            ground.clock(),
            caches.oracles()::version,
            announcement::renewed);
    return location -> new RememberingOracle(location.endpoint(), asked.apply(location), memory);
  }
}
