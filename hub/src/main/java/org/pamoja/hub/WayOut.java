package org.pamoja.hub;

import java.util.Map;
import org.pamoja.fspiop.header.MediaType;
import org.pamoja.fspiop.header.ProtocolVersion;
import org.pamoja.fspiop.header.VersionPolicy;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.hub.delivery.HttpTransport;
import org.pamoja.hub.delivery.HubCallbacks;
import org.pamoja.hub.delivery.IsolatedRelay;
import org.pamoja.hub.delivery.Relay;
import org.pamoja.hub.discovery.VertxOracleTransport;

/**
 * How messages leave the hub.
 *
 * @param transport HTTP to participants
 * @param relay the same for messages without money
 * @param callbacks makes the hub's own messages
 * @param oracles HTTP to oracles
 */
record WayOut(
    HttpTransport transport, Relay relay, HubCallbacks callbacks, VertxOracleTransport oracles) {

  static WayOut open(Ground ground, Caches caches) {
    HubConfig config = ground.config();
    HttpTransport transport =
        new HttpTransport(
            ground.vertx(), caches.participants(), ground.addresses(), config.transport());
    ground.shutdown().add("transport", transport::close);
    VertxOracleTransport oracles =
        new VertxOracleTransport(
            ground.vertx(), ground.addresses(), config.oracles().requestTimeout());
    ground.shutdown().add("oracle transport", oracles::close);
    Relay relay = new IsolatedRelay(transport, config.relays().inFlightPerParticipant());
    HubCallbacks callbacks =
        new HubCallbacks(
            config.hubName(),
            resource -> outboundType(resource, config.outboundVersions()),
            ground.signer(),
            ground.clock());
    return new WayOut(transport, relay, callbacks, oracles);
  }

  private static MediaType outboundType(String resource, Map<String, String> versions) {
    for (ProtocolVersion version : VersionPolicy.defaults().get(resource).contentVersions()) {
      if (version.toString().equals(versions.get(resource))) {
        return new MediaType(resource, version);
      }
    }
    throw new IllegalArgumentException("no outbound version of " + resource);
  }
}
