package org.pamoja.hub;

import java.util.Map;
import java.util.TreeMap;
import org.pamoja.fspiop.header.ProtocolVersion;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.hub.delivery.Courier;
import org.pamoja.hub.delivery.HttpCaller;
import org.pamoja.hub.delivery.HttpTransport;
import org.pamoja.hub.delivery.HubCallbacks;
import org.pamoja.hub.delivery.IsolatedRelay;
import org.pamoja.hub.delivery.OutboundVersions;
import org.pamoja.hub.delivery.Relay;
import org.pamoja.hub.discovery.HttpOracleTransport;
import org.pamoja.hub.discovery.OracleTransport;

/**
 * How messages leave the hub.
 *
 * @param transport HTTP to participants
 * @param relay the same for messages without money
 * @param versions what participants understand
 * @param callbacks makes the hub's own messages
 * @param courier passes messages on and tells of errors
 * @param oracles HTTP to oracles
 */
record WayOut(
    HttpTransport transport,
    Relay relay,
    OutboundVersions versions,
    HubCallbacks callbacks,
    Courier courier,
    OracleTransport oracles) {
  private static final int MAX_ORACLE_ANSWER_BYTES = 5 * 1024 * 1024;

  static WayOut open(Ground ground, Caches caches) {
    HubConfig config = ground.config();
    HttpTransport transport =
        new HttpTransport(
            caches.participants(), ground.addresses(), caller(ground, config.transport()));
    OracleTransport oracles =
        new HttpOracleTransport(caller(ground, forOracles(config.transport(), config.oracles())));
    Relay relay = new IsolatedRelay(transport, config.relays().inFlightPerParticipant());
    OutboundVersions versions =
        new OutboundVersions(
            versions(config.outboundVersions()),
            (participant, resource) ->
                caches
                    .participants()
                    .remembered(participant)
                    .flatMap(known -> known.highestVersion(resource)));
    HubCallbacks callbacks =
        new HubCallbacks(config.hubName(), versions, ground.signer(), ground.clock());
    Courier courier = new Courier(relay, callbacks, versions);
    return new WayOut(transport, relay, versions, callbacks, courier, oracles);
  }

  private static HttpCaller caller(Ground ground, HttpTransport.Settings settings) {
    HttpCaller caller = new HttpCaller(ground.vertx(), ground.addresses(), settings);
    ground.shutdown().add("connections to others", caller::close);
    return caller;
  }

  /** Oracles answer whole batches. */
  private static HttpTransport.Settings forOracles(
      HttpTransport.Settings settings, HubConfig.Oracles oracles) {
    return new HttpTransport.Settings(
        settings.maxConnections(),
        settings.maxWaiting(),
        settings.connectTimeout(),
        oracles.requestTimeout(),
        settings.idleTimeout(),
        MAX_ORACLE_ANSWER_BYTES);
  }

  /** The settings were checked when they were read. */
  private static Map<String, ProtocolVersion> versions(Map<String, String> settings) {
    Map<String, ProtocolVersion> versions = new TreeMap<>();
    settings.forEach(
        (resource, text) -> versions.put(resource, ProtocolVersion.parse(text).orElseThrow()));
    return versions;
  }
}
