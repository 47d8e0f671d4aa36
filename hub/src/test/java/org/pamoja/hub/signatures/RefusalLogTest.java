package org.pamoja.hub.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.security.InboundSignatures.Message;
import org.pamoja.hub.security.Principal;

/** A flood of bad signatures leaves few entries, and none is lost in number. */
class RefusalLogTest {
  private static final Duration NEVER_WITHIN_THE_TEST = Duration.ofHours(1);

  private record Entry(String action, String target, Map<String, String> details) {}

  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final AuditLog audit =
      (_, action, target, details) -> entries.add(new Entry(action, target, details));
  private final RefusalLog log = RefusalLog.start(audit, NEVER_WITHIN_THE_TEST);

  private void refuse(String source, boolean known, String reason) {
    Message message =
        new Message(
            "POST",
            "/transfers",
            "transfers",
            Headers.of("FSPIOP-Source", source),
            new byte[0],
            Optional.empty(),
            Principal.ANONYMOUS);
    log.refused(message, known, new FspiopException(ErrorCode.INVALID_SIGNATURE, reason));
  }

  @Test
  void shouldRecordTheFirstOfEachSourceAndReasonAndCountTheOthers() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      refuse("payerfsp", true, "the signature does not fit the message");
      refuse("PayerFsp", true, "the signature does not fit the message");
    }
    refuse("payerfsp", true, "alg must be RS256");
    log.close();

    assertThat(entries).hasSize(3).allMatch(entry -> entry.action().equals("signature.refused"));
    assertThat(entries.get(0).details())
        .containsEntry("reason", "Invalid signature - the signature does not fit the message")
        .containsEntry("method", "POST")
        .containsEntry("path", "/transfers");
    assertThat(entries.get(1).details())
        .containsEntry("reason", "Invalid signature - alg must be RS256");
    assertThat(entries.get(2).target()).isEqualTo("payerfsp");
    assertThat(entries.get(2).details()).containsEntry("repeated", "1999");
  }

  @Test
  void shouldCountMadeUpSourcesTogether() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      refuse("stranger" + i, false, "no public key of stranger" + i);
    }
    log.close();
    assertThat(entries).hasSize(2);
    assertThat(entries.get(0).target()).isEqualTo("stranger0");
    assertThat(entries.get(1).details())
        .containsEntry("reason", "sources without a key")
        .containsEntry("repeated", "4999");
  }

  @Test
  void shouldBoundHowManyKindsItTellsApart() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      refuse("fsp" + i, true, "alg must be RS256");
    }
    log.close();
    assertThat(entries).hasSize(1_002);
    assertThat(entries.getLast().target()).isEqualTo("(others)");
    assertThat(entries.getLast().details()).containsEntry("repeated", "3999");
  }

  @Test
  void shouldSurviveAnAuditLogThatFails() throws Exception {
    AuditLog broken =
        (_, _, _, _) -> {
          throw new IllegalStateException("the database is away");
        };
    RefusalLog failing = RefusalLog.start(broken, NEVER_WITHIN_THE_TEST);
    Message message =
        new Message(
            "POST",
            "/transfers",
            "transfers",
            Headers.of("FSPIOP-Source", "payerfsp"),
            new byte[0],
            Optional.empty(),
            Principal.ANONYMOUS);
    FspiopException refusal = new FspiopException(ErrorCode.INVALID_SIGNATURE, "x");
    failing.refused(message, true, refusal);
    failing.refused(message, true, refusal);
    failing.close();
    failing.refused(message, true, refusal);
    assertThat(entries).isEmpty();
  }
}
