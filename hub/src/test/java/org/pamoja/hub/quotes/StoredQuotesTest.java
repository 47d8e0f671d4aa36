package org.pamoja.hub.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pamoja.hub.quotes.QuoteScene.quote;
import static org.pamoja.hub.quotes.QuoteScene.terms;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Quotes on a hub that stores them. */
@Timeout(120)
class StoredQuotesTest {
  @TempDir private Path folder;

  private final String id = UUID.randomUUID().toString();
  private QuoteScene scene;

  @BeforeEach
  void start() throws Exception {
    scene = new QuoteScene(folder, Map.of("quotes.mode", "persistent"));
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private int ask(String body) throws Exception {
    return scene.send("POST", "/quotes", "payerfsp", "payeefsp", body);
  }

  private int offer(String source, String body) throws Exception {
    return scene.send("PUT", "/quotes/" + id, source, "payerfsp", body);
  }

  private String stored(String column) {
    return scene
        .database()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT convert_from("
                            + column
                            + ", 'UTF8') FROM quote WHERE quote_id = :id")
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne()
                    .orElse("nothing"));
  }

  @Test
  void shouldHaveStoredWhatItHasAnswered() throws Exception {
    assertThat(ask(quote(id, "1"))).isEqualTo(202);
    assertThat(stored("request")).isEqualTo(quote(id, "1").replace('\'', '"'));
    assertThat(scene.next().path()).isEqualTo("/payeefsp/quotes");

    assertThat(offer("payeefsp", terms("1"))).isEqualTo(200);
    assertThat(stored("answer")).isEqualTo(terms("1").replace('\'', '"'));
    assertThat(scene.next().path()).isEqualTo("/payerfsp/quotes/" + id);

    String error = "{'errorInformation':{'errorCode':'5103','errorDescription':'no'}}";
    assertThat(scene.send("PUT", "/quotes/" + id + "/error", "payeefsp", "payerfsp", error))
        .isEqualTo(200);
    assertThat(stored("error")).isEqualTo(error.replace('\'', '"'));
    assertThat(scene.next().path()).isEqualTo("/payerfsp/quotes/" + id + "/error");
  }

  @Test
  void shouldPassARepeatedRequestOnAgainAndRefuseAChangedOne() throws Exception {
    ask(quote(id, "1"));
    assertThat(scene.next().path()).isEqualTo("/payeefsp/quotes");
    assertThat(ask(quote(id, "1").replace("\n", " "))).as("blanks do not count").isEqualTo(202);
    assertThat(scene.next().path()).isEqualTo("/payeefsp/quotes");

    assertThat(ask(quote(id, "2"))).isEqualTo(202);
    QuoteScene.Callback refused = scene.next();
    assertThat(refused.path()).isEqualTo("/payerfsp/quotes/" + id + "/error");
    assertThat(refused.error())
        .isEqualTo("3106 Modified request - Quote " + id + " is a duplicate but hashes dont match");
    assertThat(stored("request")).isEqualTo(quote(id, "1").replace('\'', '"'));
  }

  @Test
  void shouldStoreOneOfManyDifferentRequestsThatComeAtOnce() throws Exception {
    int many = 12;
    List<Callable<Integer>> senders = new ArrayList<>();
    for (int i = 1; i <= many; i++) {
      String amount = Integer.toString(i);
      senders.add(() -> ask(quote(id, amount)));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> status : threads.invokeAll(senders)) {
        assertThat(status.get()).isEqualTo(202);
      }
    }

    List<String> forwarded = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      QuoteScene.Callback callback = scene.next();
      if (callback.path().equals("/payeefsp/quotes")) {
        forwarded.add(callback.body());
      } else {
        assertThat(callback.error()).startsWith("3106 ");
      }
    }
    assertThat(forwarded).containsExactly(stored("request"));
  }

  @Test
  void shouldPassRepeatedTermsOnAgainAndRefuseChangedOnes() throws Exception {
    ask(quote(id, "1"));
    scene.next();
    offer("payeefsp", terms("1"));
    assertThat(scene.next().path()).isEqualTo("/payerfsp/quotes/" + id);
    offer("payeefsp", terms("1"));
    assertThat(scene.next().path()).isEqualTo("/payerfsp/quotes/" + id);

    assertThat(offer("payeefsp", terms("2"))).isEqualTo(200);
    QuoteScene.Callback refused = scene.next();
    assertThat(refused.path()).isEqualTo("/payeefsp/quotes/" + id + "/error");
    assertThat(refused.error())
        .isEqualTo(
            "3106 Modified request - Update for quote "
                + id
                + " is a duplicate but hashes don't match");
    assertThat(stored("answer")).isEqualTo(terms("1").replace('\'', '"'));
  }

  @Test
  void shouldTakeTermsOnlyFromWhomWasAsked() throws Exception {
    offer("payeefsp", terms("1"));
    assertThat(scene.next().error()).isEqualTo("3205 Quote ID not found - " + id);

    ask(quote(id, "1"));
    scene.next();
    offer("otherfsp", terms("9"));
    QuoteScene.Callback refused = scene.next();
    assertThat(refused.path()).isEqualTo("/otherfsp/quotes/" + id + "/error");
    assertThat(refused.error()).startsWith("3100 ").contains("was not sent to 'otherfsp'");
    offer("payeefsp", terms("1"));
    assertThat(scene.next().path()).isEqualTo("/payerfsp/quotes/" + id);
  }

  @Test
  void shouldWantTheDfspsOfBothPartiesAndStoreNothingOtherwise() throws Exception {
    assertThat(ask(quote(id, "1", "payerfsp", "nobody"))).isEqualTo(202);
    assertThat(scene.next().error())
        .isEqualTo("3100 Generic validation error - Unsupported participant 'nobody'");
    ask(quote(id, "1", "", "payeefsp"));
    assertThat(scene.next().error())
        .startsWith("3100 ")
        .endsWith("payer.partyIdInfo.fspId is missing");
    assertThat(stored("request")).isEqualTo("nothing");
  }

  @Test
  void shouldRemoveQuotesThatAreOldEnough() throws Exception {
    ask(quote(id, "1"));
    scene.next();
    InstantSource later = InstantSource.fixed(Instant.now().plus(Duration.ofDays(2)));
    QuoteStore store = new QuoteStore(scene.database(), later);

    new QuoteRetention(store, Duration.ofDays(3), later).run();
    assertThat(stored("request")).isNotEqualTo("nothing");
    new QuoteRetention(store, Duration.ofDays(1), later).run();
    assertThat(stored("request")).isEqualTo("nothing");
  }
}
