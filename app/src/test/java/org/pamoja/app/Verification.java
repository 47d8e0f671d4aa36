package org.pamoja.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;

/** {@code pamoja verify} for tests in other packages. */
public final class Verification {
  private Verification() {}

  /** Proves the books of the database in a directory and returns the exit code. */
  public static int run(Path data, PrintWriter out) {
    CommandLine commandLine = Pamoja.commandLine();
    commandLine.setOut(out);
    commandLine.setErr(out);
    return commandLine.execute("verify", "--data", data.toString());
  }
}
