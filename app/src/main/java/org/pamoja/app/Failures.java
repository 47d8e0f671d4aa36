package org.pamoja.app;

import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person sees when a command does not work. */
final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** Says what was not understood and what may have been meant. */
  static int notUnderstood(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("pamoja: " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    String name = command.getCommandSpec().qualifiedName();
    err.println("Try: " + name + " --help");
    return ExitCode.USAGE;
  }

  /**
   * Says why a command failed. Our own modules' exceptions are written for the reader; one from
   * elsewhere is a fault of the program and keeps its trace.
   */
  static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure.getClass().getName().startsWith("org.pamoja.")) {
      command.getErr().println("pamoja: " + failure.getMessage());
      LOG.debug("The failure in full", failure);
    } else {
      LOG.error("The command failed unexpectedly", failure);
    }
    return ExitCode.SOFTWARE;
  }
}
