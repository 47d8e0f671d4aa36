package org.pamoja.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.postgres.JdbcTarget;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a hub until it is told to stop. */
@Command(
    name = "hub",
    description = "Runs a hub, with a database of its own unless one is named.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class HubCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @ArgGroup(exclusive = false)
  private DatabaseOptions database;

  @Option(names = "--config", paramLabel = "FILE", description = "Configuration file.")
  private Path configuration;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "This node's name, where several nodes share one database.")
  private String node;

  @Option(
      names = "--reference-ports",
      description = "Listens on the ports of the reference's services as well.")
  private boolean referencePorts;

  @Override
  public Integer call() throws Exception {
    HubConfig config = options().config(System.getenv());
    PrintWriter out = spec.commandLine().getOut();
    return Foreground.run(
        foreground -> {
          JdbcTarget target =
              HubDatabase.open(foreground, database, Path.of(config.dataDirectory()));
          out.println(HubWiring.start(foreground, config, target).readyLine());
        });
  }

  private HubOptions options() {
    return new HubOptions(
        server.data(),
        server.fspiopPort(),
        server.adminPort(),
        Optional.ofNullable(configuration),
        Optional.ofNullable(node),
        referencePorts);
  }
}
