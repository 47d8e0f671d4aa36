package org.pamoja.app;

import picocli.CommandLine;

/** The program's entry. */
public final class Pamoja {

  private Pamoja() {}

  /**
   * Runs one command.
   *
   * @param arguments the command line; the exit code is 0 for success, 1 for a failure that was
   *     explained on standard error, 2 for a command line that was not understood
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new PamojaCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Failures::notUnderstood)
        .setExecutionExceptionHandler(Failures::failed);
  }
}
