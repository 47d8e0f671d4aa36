package org.pamoja.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.postgres.EmbeddedPostgres;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows a payment from one wallet to another, with everything it needs in this one program. */
@Command(
    name = "demo",
    description = "Starts a hub with two wallets and sends a payment between them.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {

  @Option(names = "--once", description = "Ends after the first payment.")
  private boolean once;

  @Mixin private ServerOptions server;

  @Override
  public Integer call() throws Exception {
    HubConfig config = options().config(System.getenv());
    return Foreground.run(
        foreground -> {
          EmbeddedPostgres postgres =
              HubDatabase.embedded(foreground, Path.of(config.dataDirectory()));
          DemoWiring.start(foreground, config, postgres, System.out, once);
        });
  }

  private HubOptions options() {
    return new HubOptions(
        server.data(),
        server.fspiopPort(),
        server.adminPort(),
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
