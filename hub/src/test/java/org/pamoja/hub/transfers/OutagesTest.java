package org.pamoja.hub.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.ledger.store.LedgerStoreException;

/** What counts as a database that is away, and how often that is logged. */
class OutagesTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<Throwable> logged = new ArrayList<>();
  private final Outages outages = new Outages("things", nanos::get, logged::add);

  private static RuntimeException failure(String state) {
    return new CompletionException(
        new LedgerStoreException("unreadable", new SQLException("refused", state)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"08001", "08006", "53300", "57P01", "57014", "58030", "25006", ""})
  void shouldTellThatTheDatabaseIsAway(String state) {
    RuntimeException judged = outages.judged(failure(state));

    assertThat(judged)
        .isInstanceOfSatisfying(
            FspiopException.class,
            refusal -> assertThat(refusal.information().errorCode()).isEqualTo("2003"))
        .hasMessageContaining("things cannot be read");
  }

  @Test
  void shouldTellThatThePoolHasNoConnectionToGive() {
    RuntimeException judged =
        outages.judged(
            new IllegalStateException(
                new SQLTransientConnectionException("timed out after 3 s", "55000")));

    assertThat(judged).isInstanceOf(FspiopException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"42601", "42P01", "22003", "23505"})
  void shouldLeaveADefectAsItIs(String state) {
    RuntimeException defect = failure(state);

    assertThat(outages.judged(defect)).isSameAs(defect.getCause());
    RuntimeException bug = new NullPointerException();
    assertThat(outages.judged(bug)).isSameAs(bug);
    FspiopException refusal = new FspiopException(ErrorCode.SERVICE_UNAVAILABLE, "full");
    assertThat(outages.judged(refusal)).isSameAs(refusal);
    assertThat(logged).isEmpty();
  }

  @Test
  void shouldLogAnOutageOnceHoweverLong() {
    for (int message = 0; message < 200; message++) {
      outages.judged(failure("08006"));
      nanos.addAndGet(Duration.ofSeconds(50).toNanos());
    }
    assertThat(logged).hasSize(1);

    nanos.addAndGet(Duration.ofSeconds(70).toNanos());
    outages.judged(failure("08006"));
    assertThat(logged).as("the next one").hasSize(2);
  }
}
