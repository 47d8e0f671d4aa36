package org.pamoja.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a command: says what there is. */
@Command(
    name = "pamoja",
    description = "Inclusive instant payments: a Mojaloop hub, its DFSP side and its tools.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    subcommands = {
      DemoCommand.class,
      HubCommand.class,
      BenchCommand.class,
      VerifyCommand.class,
      TestCommand.class,
      VersionCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {"", "More about one of them: pamoja help COMMAND"})
final class PamojaCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
