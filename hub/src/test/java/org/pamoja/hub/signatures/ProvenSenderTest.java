package org.pamoja.hub.signatures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.fspiop.jws.JwsSigner;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.cache.BoundedWorkers;
import org.pamoja.hub.security.InboundSignatures.Message;
import org.pamoja.hub.security.Principal;
import org.pamoja.hub.security.SignatureRules;
import org.pamoja.hub.security.SignatureVerifier;

/** Who a message proves to come from, on a node whose memory nobody renews but itself. */
@Timeout(60)
class ProvenSenderTest {
  private static final KeyPair RSA = TestKeys.pair("RSA", 2048);
  private static final byte[] BODY = "{\"b\":1,\"a\":2}".getBytes(UTF_8);
  private static final Principal SENDER = new Principal("gateway", Principal.Kind.PARTICIPANT);

  private final BoundedWorkers workers = new BoundedWorkers("keys", 1, 4);
  private volatile Instant now = Instant.now();
  private final InstantSource clock = () -> now;
  private TestAdmin admin;
  private CachedKeys keys;
  private RefusalLog refusals;
  private SignedMessages check;

  @BeforeEach
  void start() {
    admin = new TestAdmin().provisioned("payerfsp");
    keys = CachedKeys.load(admin.jdbi(), SignatureVerifier.choose(), clock);
    refusals = RefusalLog.start((_, _, _, _) -> {}, Duration.ofHours(1));
    check =
        new SignedMessages(
            new SignatureRules(true, false, false, Set.of("quotes")),
            keys,
            SignatureVerifier.choose(),
            workers,
            refusals,
            clock);
  }

  @AfterEach
  void stop() throws Exception {
    refusals.close();
    workers.close();
    admin.close();
  }

  private void register(String more) {
    assertThat(
            admin
                .call("POST", "/participants/payerfsp/keys", TestKeys.registration(RSA, more))
                .status())
        .isEqualTo(201);
  }

  private static Message message(Headers headers) {
    try {
      return new Message(
          "POST", "/transfers", "transfers", headers, BODY, Optional.of(Json.parse(BODY)), SENDER);
    } catch (MalformedJsonException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Headers headers(String source) {
    return Headers.of(
        "FSPIOP-Source", source,
        "FSPIOP-URI", "/transfers",
        "FSPIOP-HTTP-Method", "POST");
  }

  private static Message signedBy(KeyPair pair, String source) {
    return message(new JwsSigner(pair.getPrivate()).signed(headers(source), BODY));
  }

  private static Principal sender(CompletionStage<Principal> proof) {
    return proof.toCompletableFuture().join();
  }

  private static String refusal(CompletionStage<Principal> proof) {
    return catchThrowableOfType(CompletionException.class, () -> sender(proof))
        .getCause()
        .getMessage();
  }

  @Test
  void shouldMakeTheSourceThePrincipalWithAKeyRegisteredSinceTheLastReading() {
    register("");
    CompletionStage<Principal> first = check.prove(signedBy(RSA, "payerfsp"));
    assertThat(sender(first)).isEqualTo(new Principal("payerfsp", Principal.Kind.PARTICIPANT));
    CompletionStage<Principal> second = check.prove(signedBy(RSA, "payerfsp"));
    assertThat(second.toCompletableFuture()).as("from memory").isCompleted();
  }

  @Test
  void shouldLeaveTheSenderAsItWasWhereNoSignatureIsNeeded() {
    Message unsigned = message(headers("payerfsp"));
    assertThat(refusal(check.prove(unsigned)))
        .isEqualTo("3105 Invalid signature - the header fspiop-signature is missing");
    Message exempt =
        new Message("POST", "/quotes", "quotes", unsigned.headers(), BODY, unsigned.json(), SENDER);
    assertThat(sender(check.prove(exempt))).isEqualTo(SENDER);
    Message bodiless =
        new Message(
            "PUT",
            "/transfers/1",
            "transfers",
            unsigned.headers(),
            new byte[0],
            Optional.empty(),
            SENDER);
    assertThat(sender(check.prove(bodiless))).isEqualTo(SENDER);
  }

  @Test
  void shouldObserveTheTimesOfAKey() {
    register(
        ",'validFrom':'" + now.plusSeconds(100) + "','validUntil':'" + now.plusSeconds(200) + "'");
    Message message = signedBy(RSA, "payerfsp");
    String outside = "3105 Invalid signature - no key of the sender is valid now";
    assertThat(refusal(check.prove(message))).isEqualTo(outside);
    now = now.plusSeconds(101);
    assertThat(sender(check.prove(message)).name()).isEqualTo("payerfsp");
    now = now.plusSeconds(100);
    assertThat(refusal(check.prove(message))).isEqualTo(outside);
    keys.reload();
    assertThat(refusal(check.prove(message)))
        .isEqualTo("3105 Invalid signature - no public key of payerfsp");
  }

  @Test
  void shouldCompareOnceForAllWhoWait() throws Exception {
    register("");
    AtomicInteger comparisons = new AtomicInteger();
    Jdbi jdbi = admin.jdbi();
    jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            if (context.getRawSql().contains("FROM cache_version WHERE")) {
              comparisons.incrementAndGet();
            }
          }
        });
    CountDownLatch busy = new CountDownLatch(1);
    workers.run(
        () -> {
          try {
            return busy.await(30, TimeUnit.SECONDS);
          } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
          }
        });
    keys.reload();
    comparisons.set(0);
    KeyPair wrong = TestKeys.pair("RSA", 2048);
    List<CompletionStage<Principal>> proofs = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      proofs.add(check.prove(signedBy(wrong, "payerfsp")));
    }
    busy.countDown();
    for (CompletionStage<Principal> proof : proofs) {
      assertThat(refusal(proof)).contains("the signature does not fit the message");
    }
    assertThat(comparisons).hasValue(2);
  }

  @Test
  void shouldAskTheSenderToComeAgainWhenKeysCannotBeRead() {
    workers.close();
    assertThat(refusal(check.prove(signedBy(RSA, "payerfsp"))))
        .isEqualTo("2003 Service currently unavailable - keys cannot be read");
    assertThat(refusal(check.prove(signedBy(RSA, "payerfsp"))))
        .as("and does not wait for ever the next time")
        .startsWith("2003");
  }
}
