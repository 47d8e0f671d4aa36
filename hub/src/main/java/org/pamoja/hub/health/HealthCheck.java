package org.pamoja.hub.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.edge.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The health document (events §7): 200 when every part works, 503 otherwise. Parts are asked at
 * most once a second, however often the document is read, on threads of their own, side by side.
 * Threads may share it.
 */
public final class HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);
  private static final Duration LIFETIME = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private record Held(Instant until, CompletableFuture<Reply> reply) {}

  private final List<ServiceProbe> probes;
  private final String version;
  private final InstantSource clock;
  private final Instant startedAt;
  private Held held = new Held(Instant.MIN, CompletableFuture.completedFuture(null));
  private boolean wasUp = true;

  /**
   * A document over these parts.
   *
   * @param version the program's version
   */
  public HealthCheck(List<ServiceProbe> probes, String version, InstantSource clock) {
    this.probes = List.copyOf(probes);
    this.version = version;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  /** The document, not older than a second; does not block. */
  public synchronized CompletionStage<Reply> reply() {
    Instant now = clock.instant();
    boolean pending = !held.reply().isDone();
    if (!pending && !now.isBefore(held.until())) {
      held = new Held(now.plus(LIFETIME), ask());
    }
    return held.reply();
  }

  private CompletableFuture<Reply> ask() {
    Map<String, CompletableFuture<Boolean>> answers = new LinkedHashMap<>();
    for (ServiceProbe probe : probes) {
      answers.put(probe.name(), ask(probe));
    }
    return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
        .thenApply(_ -> document(answers));
  }

  private static CompletableFuture<Boolean> ask(ServiceProbe probe) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("health")
        .start(
            () -> {
              try {
                answer.complete(probe.check().call());
              } catch (Exception failure) {
                LOG.warn("{} does not work: {}", probe.name(), failure.toString());
                answer.complete(false);
              }
            });
    return answer.completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Reply document(Map<String, CompletableFuture<Boolean>> answers) {
    boolean up = answers.values().stream().allMatch(CompletableFuture::join);
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("status", word(up));
    Duration uptime = Duration.between(startedAt, clock.instant());
    document.put("uptime", uptime.toMillis() / 1000.0);
    document.put("startTime", startedAt.toString());
    document.put("versionNumber", version);
    ArrayNode services = document.putArray("services");
    answers.forEach(
        (name, answer) ->
            services.addObject().put("name", name).put("status", word(answer.join())));
    tellChange(up, answers);
    return Reply.json(up ? 200 : 503, Json.inReceivedOrder(document));
  }

  private synchronized void tellChange(
      boolean up, Map<String, CompletableFuture<Boolean>> answers) {
    if (up != wasUp) {
      List<String> down =
          answers.entrySet().stream()
              .filter(answer -> !answer.getValue().join())
              .map(Map.Entry::getKey)
              .toList();
      LOG.warn("The hub is {}{}", word(up), up ? "" : ": " + down);
      wasUp = up;
    }
  }

  private static String word(boolean up) {
    return up ? "OK" : "DOWN";
  }
}
