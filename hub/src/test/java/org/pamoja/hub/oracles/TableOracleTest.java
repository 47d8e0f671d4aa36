package org.pamoja.hub.oracles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.message.PartyKey;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.oracles.Oracle.Call;
import org.pamoja.hub.oracles.Oracle.Entry;
import org.pamoja.hub.oracles.Oracle.Registered;
import org.pamoja.hub.oracles.Oracle.Registration;

/** discovery §6.2: the hub's own table of parties. */
class TableOracleTest {
  private final TestAdmin admin = new TestAdmin();

  /** Stands still, so that what was looked up once stays in memory unless a change removes it. */
  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  private final Oracle oracle = new TableOracle(admin.jdbi(), admin.workers(), clock);

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldTellWhoWasRegisteredAndForgetWhoWasRemoved() {
    assertThat(lookup("123", "", "")).isEmpty();
    done(oracle.register(call("123", "", ""), "payeefsp"));
    assertThat(lookup("123", "", "")).containsExactly(entry("payeefsp", "", ""));
    done(oracle.replace(by("payeefsp"), "otherfsp"));
    assertThat(lookup("123", "", "")).containsExactly(entry("otherfsp", "", ""));
    done(oracle.remove(by("OtherFsp")));
    assertThat(lookup("123", "", "")).isEmpty();
  }

  @Test
  void shouldLetOnlyTheHolderGiveAPartyAwayOrUp() {
    done(oracle.register(call("123", "", ""), "payeefsp"));
    assertThatThrownBy(() -> done(oracle.replace(by("thief"), "thief")))
        .hasMessageContaining(
            "3003 Add Party information error - The party MSISDN:123 does not belong to the"
                + " requesting FSP");
    assertThatThrownBy(() -> done(oracle.remove(by("thief"))))
        .hasMessageContaining("3040 Delete Party information error");
    assertThat(lookup("123", "", "")).containsExactly(entry("payeefsp", "", ""));
  }

  private static Call by(String fspId) {
    return new Call(party("123", ""), Optional.empty(), Headers.of("FSPIOP-Source", fspId));
  }

  @Test
  void shouldAcceptTheSameHolderAgainAndRefuseAnother() {
    done(oracle.register(call("123", "", "USD"), "payeefsp"));
    done(oracle.register(call("123", "", "USD"), "payeefsp"));
    assertThatThrownBy(() -> done(oracle.register(call("123", "", "USD"), "otherfsp")))
        .hasMessageContaining("3003 Add Party information error - Party already exists [id: 123]");
    assertThat(lookup("123", "", "USD")).containsExactly(entry("payeefsp", "USD", ""));
  }

  @Test
  void shouldRefuseToChangeAnUnknownParty() {
    assertThatThrownBy(() -> done(oracle.replace(call("123", "", ""), "otherfsp")))
        .hasMessageContaining(
            "3200 Generic ID not found - oracleMSISDN for MSISDN Id 123 not found");
    assertThatThrownBy(() -> done(oracle.remove(call("123", "", "")))).hasMessageContaining("3200");
  }

  @Test
  void shouldFilterBySubIdAndCurrency() {
    done(oracle.register(call("123", "", "USD"), "payeefsp"));
    done(oracle.register(call("123", "", "EUR"), "payeefsp"));
    done(oracle.register(call("123", "shop", ""), "shopfsp"));
    assertThat(lookup("123", "", "")).hasSize(2);
    assertThat(lookup("123", "shop", "")).containsExactly(entry("shopfsp", "", "shop"));
    assertThat(lookup("123", "other", "")).isEmpty();
    assertThat(lookup("123", "", "EUR"))
        .containsExactlyInAnyOrder(entry("shopfsp", "", "shop"), entry("payeefsp", "EUR", ""));
    assertThat(lookup("123", "", "XOF")).containsExactly(entry("shopfsp", "", "shop"));
  }

  @Test
  void shouldRemoveASubIdAloneAndAnIdentifierWithAllItsSubIds() {
    for (String subId : List.of("", "shop", "farm")) {
      done(oracle.register(call("123", subId, "USD"), "payeefsp"));
    }
    done(oracle.register(call("123", "stall", ""), "otherfsp"));

    done(oracle.remove(removal("shop")));
    assertThat(lookup("123", "", "")).hasSize(3).doesNotContain(entry("payeefsp", "USD", "shop"));
    assertThatThrownBy(() -> done(oracle.remove(removal("stall")))).hasMessageContaining("3040");

    done(oracle.remove(removal("")));
    assertThat(lookup("123", "", "")).containsExactly(entry("otherfsp", "", "stall"));
  }

  private static Call removal(String subId) {
    return new Call(party("123", subId), Optional.empty(), Headers.of("FSPIOP-Source", "payeefsp"));
  }

  @Test
  void shouldTellOfEachPartyOfABatchWhatBecameOfIt() {
    done(oracle.register(call("1", "", ""), "otherfsp"));
    assertThat(lookup("2", "", "")).isEmpty();
    List<Registered> results =
        oracle
            .registerBatch(
                "r",
                List.of(
                    new Registration(party("1", ""), "payeefsp", Optional.empty()),
                    new Registration(party("2", ""), "payeefsp", Optional.of("USD"))),
                Headers.empty())
            .toCompletableFuture()
            .join();
    assertThat(results.get(0).error().orElseThrow().errorCode()).isEqualTo("3003");
    assertThat(results.get(1).error()).isEmpty();
    assertThat(lookup("1", "", "")).containsExactly(entry("otherfsp", "", ""));
    assertThat(lookup("2", "", "")).containsExactly(entry("payeefsp", "USD", ""));
  }

  private List<Entry> lookup(String id, String subId, String currency) {
    return oracle.lookup(call(id, subId, currency)).toCompletableFuture().join();
  }

  private static Call call(String id, String subId, String currency) {
    return new Call(party(id, subId), some(currency), Headers.empty());
  }

  private static PartyKey party(String id, String subId) {
    return new PartyKey("MSISDN", id, some(subId));
  }

  private static Entry entry(String fspId, String currency, String subId) {
    return new Entry(fspId, some(currency), some(subId));
  }

  private static Optional<String> some(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static void done(CompletionStage<Void> stage) {
    try {
      stage.toCompletableFuture().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }
}
