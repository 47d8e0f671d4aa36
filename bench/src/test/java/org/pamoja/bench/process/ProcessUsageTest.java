package org.pamoja.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessUsageTest {

  @Test
  void shouldCountWhatChildrenHaveUsedWhileTheyLiveAndAfterwards() throws Exception {
    String burn = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; ";
    // The inner shell ends and is waited for; the outer one lives until it is told.
    Process shell = new ProcessBuilder("sh", "-c", "(" + burn + "); echo; read line").start();
    try {
      shell.getInputStream().read();
      ProcessUsage usage = ProcessUsage.of(shell.pid());

      assertThat(usage.hubCpuMillis()).isGreaterThan(20);
      assertThat(usage.hubResidentBytes()).isGreaterThan(100_000);
      assertThat(usage.postgresCpuMillis()).isZero();
    } finally {
      shell.destroyForcibly().waitFor();
    }
    assertThat(ProcessUsage.of(shell.pid()).hubCpuMillis()).isZero();
  }

  @Test
  void shouldKnowOwnCpuTime() throws Exception {
    assertThat(ProcessUsage.ownCpuMillis())
        .isPositive()
        .isLessThanOrEqualTo(ProcessUsage.of(ProcessHandle.current().pid()).hubCpuMillis());
  }

  @Test
  void shouldTellPostgresApart() throws Exception {
    Path directory = Files.createTempDirectory("pamoja-usage");
    Path postgres = directory.resolve("postgres");
    Files.copy(Path.of("/bin/sh").toRealPath(), postgres);
    postgres.toFile().setExecutable(true);
    Process shell =
        new ProcessBuilder("sh", "-c", postgres + " -c 'echo; read line'; true").start();
    try {
      shell.getInputStream().read();

      assertThat(ProcessUsage.of(shell.pid()).postgresResidentBytes()).isPositive();
    } finally {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly().waitFor();
      Files.delete(postgres);
      Files.delete(directory);
    }
  }
}
