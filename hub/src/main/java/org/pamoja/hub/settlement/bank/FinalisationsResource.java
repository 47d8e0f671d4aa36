package org.pamoja.hub.settlement.bank;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.settlement.request.Fields;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /settlements/{id}/finalisations}: the bank's file comes in, is looked at, and is carried
 * out. 202 means that the finalisation is stored, and that some node carries it on whatever happens
 * to this one. Threads may share it.
 */
final class FinalisationsResource implements AdminResource {
  private static final String ALL = "/settlements/{id}/finalisations";
  private static final String ONE = ALL + "/{number}";
  private static final List<String> FLAG = List.of("true", "false");

  private final Finalisations finalisations;

  FinalisationsResource(Finalisations finalisations) {
    this.finalisations = finalisations;
  }

  @Override
  public List<AdminRoute> routes() {
    return new BankRoutes()
        .read(ALL, this::list)
        .read(ONE, this::get)
        .finalise(ALL, true, this::post)
        .finalise(ONE + "/resume", false, this::resume)
        .all();
  }

  private record Wanted(boolean dryRun, Choice choice, String reason) {}

  private Reply post(AdminRequest request) {
    long settlement = Fields.pathId(request.pathParameters(), "id");
    Wanted wanted = wanted(Fields.ofQuery(request.query()), settlement);
    Finalisations.Upload file =
        new Finalisations.Upload(
            request.headers().first(HeaderName.CONTENT_TYPE).orElse(""), request.file());
    if (wanted.dryRun()) {
      Finalisations.Preview preview = finalisations.preview(settlement, file, wanted.choice());
      return json(200, FinalisationViews.preview(preview, wanted.choice(), file.hash()));
    }
    Finalisations.Started started =
        finalisations.start(
            settlement, file, wanted.choice(), wanted.reason(), request.principal());
    return started
        .job()
        .map(job -> json(202, FinalisationViews.job(job)))
        .orElseGet(() -> refusal(started.preview(), wanted.choice()));
  }

  private static Wanted wanted(Fields query, long settlement) {
    boolean dryRun = flag(query, "dryRun");
    Choice choice =
        new Choice(
            flag(query, "processFunds"),
            flag(query, "processNdcIncreases"),
            flag(query, "processNdcDecreases"),
            query.optionalText("confirm").map(FinalisationsResource::codes).orElse(Set.of()));
    String reason =
        query
            .optionalText("reason")
            .orElse("Settlement " + settlement + " finalised with the bank's file");
    query.end();
    return new Wanted(dryRun, choice, reason);
  }

  private static boolean flag(Fields query, String name) {
    return query.optionalOneOf(name, FLAG).map("true"::equals).orElse(false);
  }

  private static Set<FindingCode> codes(String names) {
    return Arrays.stream(names.split(","))
        .map(FinalisationsResource::warning)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static FindingCode warning(String name) {
    return Arrays.stream(FindingCode.values())
        .filter(code -> code.name().equals(name.strip()))
        .filter(code -> code.severity() == FindingCode.Severity.WARNING)
        .findFirst()
        .orElseThrow(
            () -> new FspiopException(ErrorCode.MALFORMED_SYNTAX, "\"confirm\" names no warning"));
  }

  /** 400 with everything that was found, so that the operator need not ask again. */
  private static Reply refusal(Finalisations.Preview preview, Choice choice) {
    long errors = preview.findings().stream().filter(Finding::isError).count();
    String detail =
        errors > 0
            ? "the bank's file has " + errors + (errors == 1 ? " error" : " errors")
            : "warnings have to be confirmed: "
                + preview.unconfirmed(choice).stream()
                    .sorted()
                    .map(FindingCode::name)
                    .collect(Collectors.joining(", "));
    ObjectNode body = ErrorInformation.of(ErrorCode.VALIDATION_ERROR, detail).toJson();
    FinalisationViews.putFindings(body, preview, choice);
    return json(400, body);
  }

  private Reply list(AdminRequest request) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    finalisations
        .of(Fields.pathId(request.pathParameters(), "id"))
        .forEach(job -> list.add(FinalisationViews.job(job)));
    return Reply.json(200, Json.canonical(list));
  }

  private Reply get(AdminRequest request) {
    return json(200, FinalisationViews.job(finalisations.find(key(request))));
  }

  private Reply resume(AdminRequest request) {
    Fields query = Fields.ofQuery(request.query());
    boolean confirmed =
        query.optionalOneOf("confirm", List.of(Finalisations.BALANCE_MOVED)).isPresent();
    query.end();
    return json(
        202,
        FinalisationViews.job(finalisations.resume(key(request), confirmed, request.principal())));
  }

  private static Job.Key key(AdminRequest request) {
    long number = Fields.pathId(request.pathParameters(), "number");
    return new Job.Key(
        Fields.pathId(request.pathParameters(), "id"),
        Optional.of(number).filter(n -> n <= Integer.MAX_VALUE).orElse(0L).intValue());
  }

  private static Reply json(int status, ObjectNode body) {
    return Reply.json(status, Json.canonical(body));
  }
}
