package org.pamoja.ledger.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.transfer.Failure;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

class ChainHashTest {
  private static final byte[] FIRST = new byte[32];
  private static final TransferKey KEY = TransferKey.transfer("t");
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private static Event event(String kind, String principal, Notice notice, String body) {
    return new Event(
        new EventPointer(1, 2),
        TIME,
        kind,
        Optional.of(KEY),
        Optional.empty(),
        Optional.of(TransferState.RESERVED),
        principal,
        "",
        List.of(notice),
        new Envelope("a: b", body.getBytes(StandardCharsets.UTF_8)));
  }

  private static Notice notice(String recipient) {
    return Notice.error(recipient, KEY, new Failure("3303", "Transfer expired"));
  }

  private static String hash(byte[] previous, Event... events) {
    return HexFormat.of().formatHex(ChainHash.next(previous, List.of(events)));
  }

  @Test
  void shouldGiveEachDifferenceAnotherHash() {
    Event plain = event("Prepare", "p", notice("A"), "body");
    byte[] other = FIRST.clone();
    other[31] = 1;
    Notice forwarded = Notice.forward(Notice.Type.FORWARD_PREPARE, "A", KEY, TIME);
    Set<String> hashes =
        new HashSet<>(
            List.of(
                hash(FIRST),
                hash(FIRST, plain),
                hash(other, plain),
                hash(FIRST, plain, plain),
                hash(FIRST, event("Fulfil", "p", notice("A"), "body")),
                hash(FIRST, event("Prepare", "q", notice("A"), "body")),
                hash(FIRST, event("Preparep", "", notice("A"), "body")),
                hash(FIRST, event("Prepare", "p", notice("B"), "body")),
                hash(FIRST, event("Prepare", "p", forwarded, "body")),
                hash(FIRST, event("Prepare", "p", notice("A"), "bodY"))));
    assertThat(hashes).hasSize(10);
  }

  /** The expected value was computed from the canonical form by another program. */
  @Test
  void shouldGiveTheSameEventsTheSameHashInEveryVersion() {
    assertThat(hash(FIRST, event("Prepare", "p", notice("A"), "body")))
        .isEqualTo("3a5e7c75915785e295fa60e1de1bee9a8dbb1e72c1c9c5d413a618875c27ee26");
  }

  @Test
  void shouldRefuseAPreviousHashOfAnotherLength() {
    assertThatIllegalArgumentException().isThrownBy(() -> ChainHash.next(new byte[31], List.of()));
  }
}
