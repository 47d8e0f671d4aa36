package org.pamoja.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hub under a stream of payments is killed again and again at random moments, alone or with its
 * database, and started again on the same directory. The DFSPs live on, and repeat what was not
 * answered. In the end nothing that was acknowledged may be missing, doubled, without an end or
 * untold.
 *
 * <p>{@code -Dpamoja.crash.rounds=N} sets how often it is killed, {@code -Dpamoja.crash.seed=N}
 * repeats the payments and pauses of a run, though not the moments of its processes.
 */
@Timeout(600)
class HubCrashTest {
  private static final int ROUNDS = Integer.getInteger("pamoja.crash.rounds", 10);
  private static final int LONGEST_LIFE_MILLIS = 2_000;
  private static final int LONGEST_LIFE_PREPARES = 200;

  /** How a hub's life is ended. */
  private interface Blow {
    void strike(Scene scene) throws Exception;
  }

  @Test
  void shouldKeepItsPromisesWhenTheHubIsKilled() throws Exception {
    survive(scene -> scene.hub().kill());
  }

  @Test
  void shouldKeepItsPromisesWhenHubAndDatabaseAreKilledTogether() throws Exception {
    survive(scene -> scene.hub().killWithDatabase());
  }

  @Test
  void shouldStopCleanlyUnderLoadWhenAsked() throws Exception {
    SplittableRandom random = random();
    try (Scene scene = new Scene(random)) {
      scene.payments().start(random.split());
      scene.payments().awaitAnswers(LONGEST_LIFE_PREPARES, LONGEST_LIFE_MILLIS);

      assertThat(scene.hub().terminate()).as("exit code; logs in %s", scene.directory()).isZero();

      assertThat(processesOf(scene.directory())).as("processes left behind").isZero();
      scene.restart();
      scene.verify();
    }
  }

  private static void survive(Blow blow) throws Exception {
    SplittableRandom random = random();
    try (Scene scene = new Scene(random)) {
      scene.payments().start(random.split());
      for (int round = 0; round < ROUNDS; round++) {
        int prepares = random.nextInt(1, LONGEST_LIFE_PREPARES);
        scene.payments().awaitAnswers(prepares, LONGEST_LIFE_MILLIS);
        blow.strike(scene);
        scene.restart();
      }
      scene.verify();
    }
  }

  private static SplittableRandom random() {
    long seed = Long.getLong("pamoja.crash.seed", ThreadLocalRandom.current().nextLong());
    System.out.println("Seed " + seed + ", " + ROUNDS + " rounds");
    return new SplittableRandom(seed);
  }

  private static long processesOf(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
        .count();
  }
}
