package org.pamoja.hub;

import java.time.Duration;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.hub.delivery.HttpCaller;
import org.pamoja.hub.delivery.HttpTransport;
import org.pamoja.hub.rules.HttpScreeningTransport;
import org.pamoja.hub.rules.RulesOfScheme;
import org.pamoja.ledger.postgres.EventReader;
import org.pamoja.ledger.postgres.LedgerQueries;

/** Puts the scheme's rules of this node together. */
final class Scheme {
  private static final int MAX_SCREENING_ANSWER_BYTES = 16 * 1024;

  private Scheme() {}

  /** Rules that judge and count; stopped after the ledger, whose last events they count. */
  static RulesOfScheme rules(Ground ground, Caches caches) {
    RulesOfScheme rules =
        new RulesOfScheme(
            ground.jdbi(),
            caches.rules(),
            new HttpScreeningTransport(budget -> caller(ground, budget)),
            new LedgerQueries(ground.database().pool()),
            new EventReader(ground.database().pool()),
            ground.meters().registry(),
            ground.clock());
    ground.shutdown().add("rules", rules::close);
    rules.start();
    return rules;
  }

  private static HttpCaller caller(Ground ground, Duration budget) {
    HubConfig config = ground.config();
    HttpTransport.Settings settings =
        new HttpTransport.Settings(
            config.transport().maxConnections(),
            config.transport().maxWaiting(),
            config.transport().connectTimeout(),
            budget,
            config.transport().idleTimeout(),
            MAX_SCREENING_ANSWER_BYTES);
    HttpCaller caller = new HttpCaller(ground.vertx(), ground.addresses(), settings);
    ground.shutdown().add("connections to screeners", caller::close);
    return caller;
  }
}
