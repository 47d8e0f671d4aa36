package org.pamoja.testkit.e2e;

import org.pamoja.testkit.hub.EmbeddedHub;

/** The hub that most test classes share: started by the first, stopped with the program. */
final class SharedHub {
  private static final EmbeddedHub HUB = start();

  private SharedHub() {}

  static EmbeddedHub get() {
    return HUB;
  }

  private static EmbeddedHub start() {
    EmbeddedHub hub =
        EmbeddedHub.start("oracles.requestTimeout", "1s", "transport.requestTimeout", "2s");
    Runtime.getRuntime().addShutdownHook(new Thread(hub::close));
    hub.admin().prepareCurrency("USD");
    hub.admin().prepareCurrency("EUR");
    return hub;
  }
}
