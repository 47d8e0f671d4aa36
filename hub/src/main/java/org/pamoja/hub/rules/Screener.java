package org.pamoja.hub.rules;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.fspiop.message.PartyKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks external screeners what they think of a payment, within a time budget. Anything but a proper
 * answer in time counts as no answer, and the rule says what that means. Threads may share it.
 */
final class Screener {
  private static final Logger LOG = LoggerFactory.getLogger(Screener.class);
  private static final int LONGEST_REASON = 80;

  /** Beyond this many addresses, which old sets of rules left behind, all are forgotten. */
  private static final int MOST_BREAKERS = 2 * RuleForms.MOST_RULES;

  private final ScreeningTransport transport;
  private final RuleMeters meters;
  private final InstantSource clock;
  private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();

  Screener(ScreeningTransport transport, RuleMeters meters, InstantSource clock) {
    this.transport = transport;
    this.meters = meters;
    this.clock = clock;
  }

  /** The refusal, if there is one. */
  CompletionStage<Optional<RuleRefusal>> ask(Rule.Screening rule, Payment payment, Stage stage) {
    Breaker breaker = breaker(rule.url());
    return switch (breaker.take(rule.concurrency(), clock.instant())) {
      case OPEN -> CompletableFuture.completedFuture(unanswered(rule, "breaker"));
      case BUSY -> CompletableFuture.completedFuture(unanswered(rule, "busy"));
      case GRANTED -> {
        long began = System.nanoTime();
        yield transport
            .post(
                rule.url(), question(rule, payment, stage), Duration.ofMillis(rule.budgetMillis()))
            .thenApply(
                answer -> {
                  meters.screened(rule.head().id(), Duration.ofNanos(System.nanoTime() - began));
                  return judged(rule, breaker, answer);
                });
      }
    };
  }

  private Breaker breaker(String url) {
    if (breakers.size() > MOST_BREAKERS) {
      breakers.clear();
    }
    return breakers.computeIfAbsent(url, _ -> new Breaker());
  }

  private Optional<RuleRefusal> judged(
      Rule.Screening rule, Breaker breaker, ScreeningTransport.Answer answer) {
    Optional<JsonNode> json = answer.status() == 200 ? decision(answer.body()) : Optional.empty();
    breaker.ended(json.isPresent(), clock.instant());
    if (json.isEmpty()) {
      return unanswered(rule, cause(answer.status()));
    }
    return json.get().get("decision").stringValue().equals("accept")
        ? Optional.empty()
        : Optional.of(refusal(rule, json.get()));
  }

  private static String cause(int status) {
    return switch (status) {
      case ScreeningTransport.Answer.LATE -> "timeout";
      case ScreeningTransport.Answer.UNREACHED -> "unreached";
      default -> "answer";
    };
  }

  /** A proper answer: an object with the decision. */
  private static Optional<JsonNode> decision(byte[] body) {
    try {
      JsonNode json = Json.parse(body);
      String decision = json.path("decision").asString("");
      return decision.equals("accept") || decision.equals("refuse")
          ? Optional.of(json)
          : Optional.empty();
    } catch (MalformedJsonException malformed) {
      return Optional.empty();
    }
  }

  /** A refusal stands, whatever else is wrong with the answer. */
  private static RuleRefusal refusal(Rule.Screening rule, JsonNode json) {
    ErrorCode code =
        RuleCodes.of(json.path("code").asString(""))
            .or(() -> rule.head().code())
            .orElse(ErrorCode.PAYER_BLOCKED_ERROR);
    return new RuleRefusal(
        rule.head().id(),
        code,
        rule.head().message().orElse(Texts.SCREENED),
        printable(json.path("reason").asString("")));
  }

  private Optional<RuleRefusal> unanswered(Rule.Screening rule, String cause) {
    meters.unanswered(rule.head().id(), cause);
    // With the breaker open or the screener busy there would be a line for every payment.
    if (!cause.equals("breaker") && !cause.equals("busy")) {
      LOG.warn(
          "screener of rule {} gave no answer ({}): {}",
          rule.head().id(),
          cause,
          rule.acceptUnanswered() ? "the payment passes unscreened" : "the payment is refused");
    }
    return rule.acceptUnanswered()
        ? Optional.empty()
        : Optional.of(
            new RuleRefusal(
                rule.head().id(),
                rule.head().code().orElse(ErrorCode.PAYER_BLOCKED_ERROR),
                rule.head().message().orElse(Texts.UNANSWERED),
                "no answer, " + cause));
  }

  private static byte[] question(Rule.Screening rule, Payment payment, Stage stage) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("stage", stage.name())
        .put("rule", rule.head().id())
        .put("id", payment.id())
        .put("payerFsp", payment.name(Side.PAYER))
        .put("payeeFsp", payment.name(Side.PAYEE));
    json.putObject("amount")
        .put("amount", payment.amount().amount())
        .put("currency", payment.amount().currency());
    payment
        .details()
        .ifPresent(
            details -> {
              json.put("scenario", details.scenario());
              details.payer().ifPresent(party -> put(json.putObject("payer"), party));
              details.payee().ifPresent(party -> put(json.putObject("payee"), party));
            });
    return Json.canonical(json);
  }

  private static void put(ObjectNode json, PartyKey party) {
    json.put("partyIdType", party.type()).put("partyIdentifier", party.id());
  }

  private static String printable(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_REASON)
        .map(c -> Character.isISOControl(c) || !Character.isDefined(c) || isHalf(c) ? ' ' : c)
        .forEach(kept::appendCodePoint);
    return kept.toString().strip();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
