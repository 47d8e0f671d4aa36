package org.pamoja.app;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that every command which starts a hub shares. */
final class ServerOptions {

  // The command that these options are mixed into.
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Directory of the embedded database and of what else is kept; by default"
              + " /var/lib/pamoja for root, .pamoja in the home directory for everybody else.")
  private Path data;

  @Option(
      names = "--fspiop-port",
      paramLabel = "PORT",
      description = "Port for the DFSPs; 4000 by default.")
  private Integer fspiopPort;

  @Option(
      names = "--admin-port",
      paramLabel = "PORT",
      description = "Port for the operators, on the loopback address; 4001 by default.")
  private Integer adminPort;

  /** The directory that was asked for; empty leaves it to the configuration and the default. */
  Optional<Path> data() {
    return Optional.ofNullable(data);
  }

  /** The port that was asked for; empty leaves it to the configuration file and the default. */
  Optional<Integer> fspiopPort() {
    return checked("--fspiop-port", fspiopPort);
  }

  Optional<Integer> adminPort() {
    return checked("--admin-port", adminPort);
  }

  private Optional<Integer> checked(String option, Integer port) {
    if (port != null && (port < 0 || port > 65_535)) {
      throw new ParameterException(
          spec.commandLine(), option + " must be between 0 (any free one) and 65535, not " + port);
    }
    return Optional.ofNullable(port);
  }
}
