package org.pamoja.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a program ends, seen from outside: each test runs one of its own. */
@Timeout(60)
class ForegroundTest {

  private Process program;

  /** The program: starts two parts, then behaves as its argument says. */
  static final class Program {

    public static void main(String[] arguments) throws Exception {
      try {
        System.exit(Foreground.run(foreground -> start(foreground, arguments[0])));
      } catch (IllegalArgumentException failure) {
        System.out.println("failed: " + failure.getMessage());
        System.exit(1);
      }
    }

    private static void start(Foreground foreground, String behaviour) throws Exception {
      foreground.open(() -> part("database"));
      foreground.open(() -> part("hub"));
      switch (behaviour) {
        case "finish" -> foreground.finish();
        case "fail" -> foreground.fail(new IllegalArgumentException("lost"));
        case "fail-to-start" -> throw new IllegalArgumentException("cannot");
        case "start-slowly" -> {
          System.out.println("starting");
          foreground.open(
              () -> {
                Thread.sleep(600_000);
                return part("late");
              });
        }
        case "stay" -> System.out.println("ready");
        default -> throw new IllegalStateException(behaviour);
      }
    }

    private static AutoCloseable part(String name) {
      return () -> System.out.println("closed " + name);
    }
  }

  @AfterEach
  void kill() {
    program.destroyForcibly();
  }

  @Test
  void shouldCloseInReverseOrderAndEndWithZeroWhenToldToStop() throws Exception {
    start("stay");
    awaitLine("ready");

    program.toHandle().destroy();

    assertThat(remainingLines()).containsExactly("closed hub", "closed database");
    assertThat(exitCode()).isZero();
  }

  @Test
  void shouldStopInTheMiddleOfItsStart() throws Exception {
    start("start-slowly");
    awaitLine("starting");

    program.toHandle().destroy();

    assertThat(remainingLines()).containsExactly("closed hub", "closed database");
    assertThat(exitCode()).isZero();
  }

  @Test
  void shouldCloseEverythingWhenTheCommandHasFinished() throws Exception {
    start("finish");

    assertThat(remainingLines()).containsExactly("closed hub", "closed database");
    assertThat(exitCode()).isZero();
  }

  @Test
  void shouldCloseEverythingBeforeItReportsAFailure() throws Exception {
    start("fail");

    assertThat(remainingLines()).containsExactly("closed hub", "closed database", "failed: lost");
    assertThat(exitCode()).isEqualTo(1);
  }

  @Test
  void shouldCloseWhatHadStartedWhenTheStartFails() throws Exception {
    start("fail-to-start");

    assertThat(remainingLines()).containsExactly("closed hub", "closed database", "failed: cannot");
    assertThat(exitCode()).isEqualTo(1);
  }

  private void start(String behaviour) throws IOException {
    program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                behaviour)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
  }

  private void awaitLine(String expected) throws IOException {
    assertThat(output().readLine()).isEqualTo(expected);
  }

  private List<String> remainingLines() {
    return output().lines().toList();
  }

  private int exitCode() throws InterruptedException {
    assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return program.exitValue();
  }

  // The same reader each time: a second one would miss what the first has read ahead.
  private BufferedReader output() {
    return program.inputReader(StandardCharsets.UTF_8);
  }
}
