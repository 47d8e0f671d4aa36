package org.pamoja.postgres;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees to it that the server ends with us, even when we are killed: a shell in a session of its own
 * that reads from a pipe only we hold open. The pipe ends when we do, and the shell then asks the
 * server to stop. It ignores what a terminal sends, so that Ctrl-C stops the server through us.
 *
 * <p>The kernel's parent-death signal would need no process, but is tied to the one thread that
 * started the server and exists on Linux only.
 */
final class Watchdog implements AutoCloseable {

  private static final String SCRIPT = "trap '' INT HUP TERM; read line; kill -INT \"$1\"";

  private final Process shell;

  private Watchdog(Process shell) {
    this.shell = shell;
  }

  static Watchdog over(long serverPid) throws IOException {
    List<String> command = new ArrayList<>();
    Commands.find("setsid").ifPresent(command::add);
    command.addAll(List.of("/bin/sh", "-c", SCRIPT, "pamoja-watchdog", Long.toString(serverPid)));
    return new Watchdog(
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Ends the watch without a signal: for a server that has ended. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
