package org.pamoja.app;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Stands in the list of commands. The work is done by the {@code pamoja} script, since it has to be
 * possible before anything is built.
 */
@Command(
    name = "test",
    description = "Builds everything and runs all tests and checks.",
    mixinStandardHelpOptions = true)
final class TestCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "MAVEN-ARGUMENT",
      description = "Handed to Maven, for example -pl ledger")
  private List<String> mavenArguments = List.of();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Tests run from the sources: ./pamoja test " + String.join(" ", mavenArguments).strip());
  }
}
