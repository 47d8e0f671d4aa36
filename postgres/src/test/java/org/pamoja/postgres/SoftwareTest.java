package org.pamoja.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SoftwareTest {

  @TempDir private Path shelf;

  @Test
  void shouldUnpackOnceAndAgainWhenAFileWasDamaged() throws IOException {
    Software software = new Software(Archive.forThisMachine(), shelf);
    List<String> progress = new ArrayList<>();

    software.provide(progress::add);
    software.provide(progress::add);
    assertThat(progress).hasSize(1);
    assertThat(Path.of(software.program("initdb"))).isExecutable();
    assertThat(software.directory().resolve("lib/libpq.so.5")).isSymbolicLink();

    Path damaged = software.directory().resolve("share/postgresql/postgres.bki");
    long size = Files.size(damaged);
    Files.writeString(damaged, "");
    software.provide(progress::add);

    assertThat(progress).hasSize(2);
    assertThat(damaged).hasSize(size);
  }

  @Test
  void shouldRefuseAnArchiveItWasNotBuiltFor() throws IOException {
    Archive known = Archive.forThisMachine();
    Archive other = new Archive(known.resource(), known.version(), "0".repeat(64));
    Software software = new Software(other, shelf);

    assertThatThrownBy(() -> software.provide(line -> {}))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining(known.sha256());
    assertThat(software.directory()).doesNotExist();
    try (var left = Files.list(shelf)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactly(".unpacking.lock");
    }
  }

  @Test
  void shouldSayThatThereIsNoServerForAnUnknownMachine() {
    assertThatThrownBy(() -> Archive.forMachine("Windows 11", "amd64"))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("Windows 11")
        .hasMessageContaining("--database-url");
  }

  @Test
  void shouldKnowTheArchivesOfAllBuiltPlatforms() {
    for (String system : List.of("Linux", "Mac OS X")) {
      for (String architecture : List.of("amd64", "x86_64", "aarch64")) {
        assertThat(Archive.forMachine(system, architecture).majorVersion()).isEqualTo("18");
      }
    }
  }
}
