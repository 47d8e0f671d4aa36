package org.pamoja.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.clearing.ChainHash;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.store.BatchChanges;
import org.pamoja.ledger.store.BatchRequest;
import org.pamoja.ledger.store.BatchTransaction;
import org.pamoja.ledger.store.LedgerStoreException;
import org.pamoja.ledger.store.LoadedBatch;
import org.pamoja.ledger.store.StoreUnavailableException;
import org.pamoja.ledger.store.StreamClosedException;
import org.pamoja.ledger.transfer.Failure;
import org.pamoja.ledger.transfer.Leg;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferKind;
import org.pamoja.ledger.transfer.TransferState;

/** What the store promises, tried with requests made by hand. */
@Timeout(60)
final class PostgresLedgerStoreTest {
  private static final Instant DUE = Instant.parse("2031-05-06T07:08:09.123456Z");

  private final LedgerDatabase ledger = LedgerDatabase.create();
  private final PostgresLedgerStore store = ledger.newStore();
  private final int stream = ledger.newStream();
  private final long payer = ledger.open(2, "payer", "USD", AccountTypes.POSITION);
  private final long payee = ledger.open(3, "payee", "USD", AccountTypes.POSITION);

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void shouldClaimWhatIsAbsentAndLoadWhatIsPresent() throws Exception {
    Transfer first = transfer("a", 1);
    commit(request(1, List.of(first)), changes());
    try (BatchTransaction batch =
        store.begin(request(2, List.of(transfer("a", 2), transfer("b", 3))))) {
      LoadedBatch loaded = batch.loaded();
      assertThat(loaded.claimed()).containsExactly(TransferKey.transfer("b"));
      assertThat(loaded.transfers()).containsExactly(java.util.Map.entry(first.key(), first));
      assertThat(loaded.accounts().keySet()).containsExactlyInAnyOrder(payer, payee);
    }
  }

  @Test
  void shouldLoadTheAccountsOfAStoredTransferWhoseIdIsClaimedWithOthers() throws Exception {
    long third = ledger.open(4, "third", "USD", AccountTypes.POSITION);
    Transfer stored = transfer("a", 1);
    commit(request(1, List.of(stored)), changes());
    Transfer other = transfer("a", 2).withLegs(new Leg("USD", 5, third, third), Optional.empty());
    try (BatchTransaction batch = store.begin(request(2, List.of(other)))) {
      assertThat(batch.loaded().accounts().keySet()).containsExactlyInAnyOrder(payer, payee, third);
    }
  }

  @Test
  void shouldRefuseAClaimThatIsNumberedLikeAnEarlierOne() throws Exception {
    Transfer stored = transfer("a", 5);
    commit(request(1, List.of(stored)), changes());
    assertThatThrownBy(() -> store.begin(request(2, List.of(transfer("a", 4)))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("rise");
  }

  @Test
  void shouldReturnEveryFieldAsItWasWritten() throws Exception {
    Transfer claim = transfer("full", 1);
    Transfer full =
        new Transfer(
            claim.key(),
            TransferKind.PAYEE_CONVERSION,
            TransferState.ABORTED_ERROR,
            "p'ay\"er\\{},",
            "empfänger \uD83D\uDE00",
            new Leg("EUR", -1, 0, 0),
            Optional.of(new Leg("XOF", 123_456_789_012L, 7, 0)),
            claim.condition(),
            claim.expiration(),
            claim.determining(),
            claim.prepareHash(),
            Optional.of("fulfil hash"),
            Optional.of("error hash"),
            Optional.of("fulfilment"),
            Optional.of(DUE.minusSeconds(60)),
            Optional.of(new Failure("3100", "NULL")),
            Optional.of("[{\"key\":\"k\",\"value\":\"\"}]"),
            claim.prepared(),
            Optional.of(new EventPointer(stream, 9)));
    commit(request(1, List.of(claim)), changes(List.of(full)));
    assertThat(ledger.queries().transfer(full.key())).contains(full);
  }

  @Test
  void shouldKeepReservationsThatNeverExpireOutOfTheDueTimes() throws Exception {
    Transfer claim = withExpiration(transfer("ever", 1), Instant.MAX);
    commit(
        request(1, List.of(claim)),
        new BatchChanges(
            List.of(), List.of(claim), List.of(), List.of(), List.of(), List.of(), new byte[32]));
    assertThat(ledger.queries().transfer(claim.key())).contains(claim);
    assertThat(ledger.number("select count(*) from due")).isZero();
  }

  @Test
  void shouldWritePostingsAccountsDueTimesAndEvents() throws Exception {
    Transfer claim = transfer("t", 5);
    BatchRequest request = request(1, List.of(claim));
    List<Posting> postings;
    Event event;
    try (BatchTransaction batch = store.begin(request)) {
      Account account = batch.loaded().accounts().get(payer);
      event = event(batch.loaded().now(), 5, claim.key());
      postings =
          List.of(
              new Posting(
                  claim.key(), payer, true, 70, account.window(), EntryType.PRINCIPLE_VALUE),
              new Posting(
                  claim.key(), payee, false, 70, account.window(), EntryType.PRINCIPLE_VALUE));
      batch.commit(
          new BatchChanges(
              List.of(),
              List.of(claim),
              postings,
              List.of(account.withNetDebitCap(BigInteger.TEN.pow(30)).withActive(false)),
              List.of(event),
              List.of(Outcome.DONE),
              ChainHash.next(batch.loaded().previousHash(), List.of(event))));
    }
    assertThat(ledger.queries().postings(claim.key()))
        .containsExactlyInAnyOrderElementsOf(postings);
    Account account = ledger.queries().account(payer).orElseThrow();
    assertThat(account.netDebitCap()).contains(BigInteger.TEN.pow(30));
    assertThat(account.active()).isFalse();
    assertThat(
            ledger.number("select count(*) from due where due_minute = '2031-05-06 07:08:00+00'"))
        .isEqualTo(1);
    EventReader events = new EventReader(ledger.pool());
    assertThat(events.after(stream, 0, 10)).usingRecursiveComparison().isEqualTo(List.of(event));
    assertThat(events.after(stream, 5, 10)).isEmpty();
    assertThat(events.find(event.pointer()))
        .usingRecursiveComparison()
        .isEqualTo(Optional.of(event));
    assertThat(events.time(event.pointer())).contains(event.at());
    assertThat(events.time(new EventPointer(stream, 4))).isEmpty();
    assertThat(events.time(new EventPointer(stream, 6))).isEmpty();
  }

  @Test
  void shouldAnswerACommittedBatchInsteadOfBeginningItAgain() throws Exception {
    Transfer claim = transfer("once", 1);
    BatchRequest request = request(1, List.of(claim));
    List<Outcome> outcomes =
        List.of(Outcome.DONE, Outcome.refused(new Failure("4001", "no")), Outcome.IGNORED);
    Event event;
    try (BatchTransaction batch = store.begin(request)) {
      event = event(batch.loaded().now(), 1, claim.key());
      batch.commit(
          new BatchChanges(
              List.of(), List.of(), List.of(), List.of(), List.of(event), outcomes, hash(1)));
    }
    PostgresLedgerStore other = ledger.newStore();
    try (BatchTransaction again = other.begin(request)) {
      assertThat(again.alreadyDecided()).isPresent();
      assertThat(again.alreadyDecided().get().outcomes()).isEqualTo(outcomes);
      assertThat(again.alreadyDecided().get().events())
          .usingRecursiveComparison()
          .isEqualTo(List.of(event));
      assertThat(again.alreadyDecided().get().chainHash()).isEqualTo(hash(1));
    }
    try (BatchTransaction next = other.begin(request(7, List.of()))) {
      assertThat(next.alreadyDecided()).isEmpty();
      assertThat(next.loaded().previousHash()).isEqualTo(hash(1));
    }
  }

  @Test
  void shouldLeaveNothingOfABatchThatWasNotCommitted() throws Exception {
    BatchRequest request = request(1, List.of(transfer("gone", 1)));
    try (BatchTransaction batch = store.begin(request)) {
      assertThat(batch.loaded().previousHash()).isEqualTo(new byte[32]);
    }
    assertThat(ledger.queries().transfer(TransferKey.transfer("gone"))).isEmpty();
    try (BatchTransaction batch = store.begin(request)) {
      assertThat(batch.alreadyDecided()).isEmpty();
      assertThat(batch.loaded().claimed()).hasSize(1);
    }
  }

  @Test
  void shouldLoadAllMembersOfTheGroupFromAnyOfThem() throws Exception {
    Transfer determining = transfer("T", 1);
    Transfer one = conversion("F1", "T", 2);
    Transfer two = conversion("F2", "T", 3);
    Transfer refused = conversion("F3", "T", 4);
    commit(request(1, List.of(determining)), changes());
    BatchRequest conversions =
        new BatchRequest(stream, 2, List.of(one, two, refused), Set.of(), Set.of("T"), Set.of());
    try (BatchTransaction batch = store.begin(conversions)) {
      assertThat(batch.loaded().claimed()).hasSize(3);
      assertThat(batch.loaded().transfers()).containsOnlyKeys(determining.key());
      batch.commit(changes(List.of(inState(refused, TransferState.INVALID))));
    }
    for (TransferKey key : List.of(determining.key(), one.key(), two.key())) {
      try (BatchTransaction batch =
          store.begin(new BatchRequest(stream, 3, List.of(), Set.of(key), Set.of(), Set.of()))) {
        assertThat(batch.loaded().transfers())
            .as("members found from " + key)
            .containsOnlyKeys(determining.key(), one.key(), two.key());
        assertThat(batch.loaded().accounts()).containsOnlyKeys(payer, payee);
      }
    }
  }

  @Test
  void shouldLeaveNoProbeBehindWhenTheDeterminingTransferIsAbsent() throws Exception {
    Transfer conversion = conversion("F", "absent", 1);
    commit(
        new BatchRequest(stream, 1, List.of(conversion), Set.of(), Set.of("absent"), Set.of()),
        changes());
    assertThat(ledger.number("select count(*) from transfer")).isEqualTo(1);
    Transfer determining = transfer("absent", 2);
    try (BatchTransaction batch = store.begin(request(2, List.of(determining)))) {
      assertThat(batch.loaded().claimed()).containsExactly(determining.key());
      assertThat(batch.loaded().transfers()).containsOnlyKeys(conversion.key());
    }
  }

  @Test
  void shouldLoadAccountsAskedForByNumber() throws Exception {
    BatchRequest request =
        new BatchRequest(stream, 1, List.of(), Set.of(), Set.of(), Set.of(payee, 999_999L));
    try (BatchTransaction batch = store.begin(request)) {
      Account account = batch.loaded().accounts().get(payee);
      assertThat(batch.loaded().accounts()).containsOnlyKeys(payee);
      assertThat(account.participant()).isEqualTo("payee");
      assertThat(account.window()).isEqualTo(1);
      assertThat(account.netDebitCap()).isEmpty();
    }
  }

  @Test
  void shouldTakeItsTimeFromTheClockItWasGiven() throws Exception {
    PostgresLedgerStore dated = new PostgresLedgerStore(ledger.connections(), () -> DUE);
    try (dated;
        BatchTransaction batch = dated.begin(request(1, List.of()))) {
      assertThat(batch.loaded().now()).isEqualTo(DUE);
    }
  }

  @Test
  void shouldRefuseWhatTheDatabaseCannotHoldAndGoOn() throws Exception {
    Transfer impossible = transfer("with \u0000", 1);
    assertThatThrownBy(() -> store.begin(request(1, List.of(impossible))))
        .isInstanceOf(LedgerStoreException.class);
    commit(request(2, List.of(transfer("possible", 2))), changes());
    assertThat(ledger.queries().transfer(TransferKey.transfer("possible"))).isPresent();
  }

  @Test
  void shouldRefuseADecisionThatChangesWhatTheClaimFixed() throws Exception {
    Transfer claim = transfer("fixed", 1);
    try (BatchTransaction batch = store.begin(request(1, List.of(claim)))) {
      BatchChanges changes = changes(List.of(withExpiration(claim, DUE.plusSeconds(1))));
      assertThatThrownBy(() -> batch.commit(changes)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(ledger.queries().transfer(claim.key())).isEmpty();
  }

  @Test
  void shouldRefuseBatchesOfAClosedStream() throws Exception {
    assertThat(new StreamRegistry(ledger.pool(), Instant::now).close(stream, 0)).isTrue();
    assertThatThrownBy(() -> store.begin(request(1, List.of())))
        .isInstanceOf(StreamClosedException.class);
  }

  @Test
  void shouldReportALostConnectionAndUseAnother() throws Exception {
    BatchRequest request = request(1, List.of(transfer("lost", 1)));
    try (BatchTransaction batch = store.begin(request)) {
      assertThat(ledger.killDedicatedSessions()).isEqualTo(1);
      assertThatThrownBy(() -> batch.commit(changes()))
          .isInstanceOf(StoreUnavailableException.class);
    }
    try (BatchTransaction batch = store.begin(request)) {
      assertThat(batch.alreadyDecided()).isEmpty();
      batch.commit(changes());
    }
    assertThat(ledger.queries().transfer(TransferKey.transfer("lost"))).isPresent();
  }

  private void commit(BatchRequest request, BatchChanges changes) throws StoreUnavailableException {
    try (BatchTransaction batch = store.begin(request)) {
      batch.commit(changes);
    }
  }

  private BatchRequest request(long number, List<Transfer> claims) {
    return new BatchRequest(stream, number, claims, Set.of(), Set.of(), Set.of());
  }

  private static BatchChanges changes() {
    return changes(List.of());
  }

  private static BatchChanges changes(List<Transfer> transfers) {
    return new BatchChanges(
        transfers, List.of(), List.of(), List.of(), List.of(), List.of(), hash(0));
  }

  private static byte[] hash(int first) {
    byte[] hash = new byte[32];
    hash[0] = (byte) first;
    return hash;
  }

  private Event event(Instant at, long sequence, TransferKey about) {
    Notice notice =
        new Notice(
            "payer",
            Notice.Type.STATE_PATCH,
            about,
            Optional.of("COMMITTED"),
            Optional.of(DUE.truncatedTo(ChronoUnit.MILLIS)),
            Optional.of("fulfilment"),
            Optional.of("[]"),
            Optional.of(new Failure("3100", "why")),
            true,
            Instant.MAX);
    return new Event(
        new EventPointer(stream, sequence),
        at,
        "Prepare",
        Optional.of(about),
        Optional.empty(),
        Optional.of(TransferState.RESERVED),
        "payer",
        "",
        List.of(notice, Notice.forward(Notice.Type.FORWARD_PREPARE, "payee", about, DUE)),
        new Envelope("date: today\r\n", new byte[] {0, 1, -1, 92}));
  }

  private Transfer transfer(String id, long sequence) {
    return new Transfer(
        TransferKey.transfer(id),
        TransferKind.TRANSFER,
        TransferState.RESERVED,
        "payer",
        "payee",
        new Leg("USD", 70, payer, payee),
        Optional.empty(),
        Optional.of("condition"),
        DUE,
        Optional.empty(),
        "hash",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new EventPointer(stream, sequence),
        Optional.empty());
  }

  private Transfer conversion(String id, String determining, long sequence) {
    Transfer plain = transfer(id, sequence);
    return new Transfer(
        TransferKey.conversion(id),
        TransferKind.PAYER_CONVERSION,
        plain.state(),
        plain.payer(),
        plain.payee(),
        plain.source(),
        Optional.of(new Leg("EUR", 60, payee, 0)),
        plain.condition(),
        plain.expiration(),
        Optional.of(determining),
        plain.prepareHash(),
        plain.fulfilHash(),
        plain.errorHash(),
        plain.fulfilment(),
        plain.completedAt(),
        plain.failure(),
        plain.extensions(),
        plain.prepared(),
        plain.outcome());
  }

  private static Transfer inState(Transfer plain, TransferState state) {
    return new Transfer(
        plain.key(),
        plain.kind(),
        state,
        plain.payer(),
        plain.payee(),
        plain.source(),
        plain.target(),
        plain.condition(),
        plain.expiration(),
        plain.determining(),
        plain.prepareHash(),
        plain.fulfilHash(),
        plain.errorHash(),
        plain.fulfilment(),
        plain.completedAt(),
        plain.failure(),
        plain.extensions(),
        plain.prepared(),
        plain.outcome());
  }

  private static Transfer withExpiration(Transfer plain, Instant expiration) {
    return new Transfer(
        plain.key(),
        plain.kind(),
        plain.state(),
        plain.payer(),
        plain.payee(),
        plain.source(),
        plain.target(),
        plain.condition(),
        expiration,
        plain.determining(),
        plain.prepareHash(),
        plain.fulfilHash(),
        plain.errorHash(),
        plain.fulfilment(),
        plain.completedAt(),
        plain.failure(),
        plain.extensions(),
        plain.prepared(),
        plain.outcome());
  }
}
