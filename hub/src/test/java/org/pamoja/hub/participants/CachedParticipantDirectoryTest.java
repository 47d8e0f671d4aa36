package org.pamoja.hub.participants;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.cache.BoundedWorkers;

/** The memory of participants on a node that nobody tells of changes: no watch runs here. */
class CachedParticipantDirectoryTest {
  private final TestAdmin admin = new TestAdmin();
  private final BoundedWorkers workers = new BoundedWorkers("directory-test", 1, 4);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private CachedParticipantDirectory directory;

  @BeforeEach
  void load() {
    admin.provisioned();
    directory =
        CachedParticipantDirectory.load(
            admin.jdbi(), new ParticipantStore(), new ParticipantAccounts(), workers, now::get);
  }

  @AfterEach
  void close() {
    workers.close();
    admin.close();
  }

  @Test
  void shouldFindANameInAnyCaseAtOnceWhenItIsInMemory() {
    CompletionStage<Optional<Participant>> found = directory.find("hUB");
    assertThat(found.toCompletableFuture()).isCompleted();
    assertThat(found.toCompletableFuture().join().orElseThrow().name()).isEqualTo("Hub");
  }

  @Test
  void shouldLookInTheDatabaseBeforeItCallsANameUnknown() {
    admin.call("POST", "/participants", "{'name':'payerfsp','currency':'USD'}");
    assertThat(directory.known()).hasSize(1);
    assertThat(directory.find("payerfsp").toCompletableFuture().join()).isPresent();
    assertThat(directory.known()).hasSize(2);
  }

  @Test
  void shouldRememberAnUnknownNameForASecondOnly() {
    assertThat(directory.findBlocking("payerfsp")).isEmpty();
    admin.call("POST", "/participants", "{'name':'payerfsp','currency':'USD'}");
    CompletionStage<Optional<Participant>> remembered = directory.find("payerfsp");
    assertThat(remembered.toCompletableFuture()).isCompletedWithValue(Optional.empty());
    now.set(now.get().plusSeconds(1));
    assertThat(directory.find("payerfsp").toCompletableFuture().join()).isPresent();
  }

  @Test
  void shouldNotAskTheDatabaseForNamesThatCannotBeRegistered() {
    assertThat(directory.find("x".repeat(31)).toCompletableFuture())
        .isCompletedWithValue(Optional.empty());
  }

  @Test
  void shouldKeepItsVersionInStepWithTheDatabase() {
    long before = directory.version();
    admin.call("POST", "/participants", "{'name':'payerfsp','currency':'USD'}");
    assertThat(directory.version()).isEqualTo(before);
    directory.reload();
    assertThat(directory.version()).isEqualTo(before + 1).isEqualTo(admin.participants().version());
  }
}
