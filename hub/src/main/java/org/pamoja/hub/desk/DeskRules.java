package org.pamoja.hub.desk;

import static org.pamoja.hub.admin.ObjectRule.optional;
import static org.pamoja.hub.admin.ObjectRule.required;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.NumberRule;
import org.pamoja.hub.admin.ObjectRule;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.admin.TextRule;
import org.pamoja.hub.delivery.NoticePointer;
import org.pamoja.hub.edge.AdminRequest;
import tools.jackson.databind.JsonNode;

/** What requests to the desk have to look like. Pure functions. */
final class DeskRules {
  private static final int LONGEST_PAGE = 200;
  private static final int USUAL_PAGE = 50;

  private static final ObjectRule.Field ID =
      required("id", TextRule.text().matching(DeliveryId.FORM, DeliveryId.FORM.pattern()));

  private static final TextRule STATES =
      TextRule.oneOf(Arrays.stream(DeskState.values()).map(DeskState::text).toArray(String[]::new));

  private static final RequestRule LIST =
      RequestRule.ofQuery(
          optional("participant", TextRule.text(1, 32)),
          optional("state", STATES),
          optional("before", TextRule.text(1, 40)),
          optional(
              "limit",
              new NumberRule(NumberRule.Sign.POSITIVE, 0, BigDecimal.valueOf(LONGEST_PAGE), true)),
          optional("after", TextRule.text()));

  private static final RequestRule ONE =
      new RequestRule(List.of(ID), Optional.empty(), Optional.empty());

  private static final RequestRule DROP =
      RequestRule.ofBody(required("reason", TextRule.text(1, 256))).withPath(ID);

  private static final ObjectRule.Field PARTICIPANT = required("participant", TextRule.text(1, 32));

  /** What is dropped is final, so a job is about the two other states. */
  private static final ObjectRule.Field OPEN_STATE =
      required("state", TextRule.oneOf(DeskState.WAITING.text(), DeskState.DEAD.text()));

  private static final RequestRule RESEND_ALL = RequestRule.ofBody(PARTICIPANT, OPEN_STATE);

  private static final RequestRule DROP_ALL =
      RequestRule.ofBody(PARTICIPANT, OPEN_STATE, required("reason", TextRule.text(1, 256)));

  private DeskRules() {}

  /** The messages a request for a list wants. */
  static DeskStore.Selection selection(AdminRequest request) {
    JsonNode query = LIST.check(request).query();
    JsonNode limit = query.get("limit");
    return new DeskStore.Selection(
        text(query, "participant"),
        text(query, "state")
            .map(DeskState::named)
            .map(List::of)
            .orElse(List.of(DeskState.values())),
        text(query, "before").map(before -> time("before", before)),
        text(query, "after").map(after -> understood("after", after, DeskCursor::parse)),
        limit == null ? USUAL_PAGE : limit.intValue());
  }

  /** The message a request is about. */
  static NoticePointer pointer(AdminRequest request) {
    ONE.check(request);
    return DeliveryId.parse(request.parameter("id")).orElseThrow();
  }

  /** Why the message of a request is to be dropped. */
  static String dropReason(AdminRequest request) {
    return DROP.check(request).body().get("reason").stringValue();
  }

  /** The job a request wants. */
  static DeskJobs.Job job(DeskJobs.Action action, AdminRequest request, Instant at) {
    RequestRule rule = action == DeskJobs.Action.DROP ? DROP_ALL : RESEND_ALL;
    JsonNode body = rule.check(request).body();
    return new DeskJobs.Job(
        action,
        body.get("participant").stringValue(),
        DeskState.named(body.get("state").stringValue()),
        text(body, "reason").orElse(""),
        request.principal(),
        at);
  }

  /**
   * A time in ISO 8601 with its offset, such as {@code 2026-01-01T10:00:00Z}.
   *
   * @throws FspiopException 400/3101 naming the field
   */
  static Instant time(String field, String text) {
    return understood(
        field,
        text,
        sent -> {
          try {
            return Optional.of(OffsetDateTime.parse(sent).toInstant());
          } catch (DateTimeException noTime) {
            return Optional.empty();
          }
        });
  }

  /** A value of a query; 400/3101 naming the field when it cannot be understood. */
  static <T> T understood(String field, String text, Function<String, Optional<T>> parser) {
    return parser
        .apply(text)
        .orElseThrow(
            () ->
                new FspiopException(ErrorCode.MALFORMED_SYNTAX, "\"" + field + "\" is not valid"));
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(node.get(name)).map(JsonNode::stringValue);
  }
}
