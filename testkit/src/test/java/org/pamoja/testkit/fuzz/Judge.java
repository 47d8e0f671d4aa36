package org.pamoja.testkit.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says what is wrong with an answer, whatever was asked. */
final class Judge {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_DESCRIPTION = 128;

  /** Texts that only a failure inside the hub brings up. */
  private static final Pattern INSIDES =
      Pattern.compile(
          "(\\t|\\\\t)at |[A-Za-z]Exception|SQLSTATE|ERROR: |\\b(java|javax|tools\\.jackson"
              + "|io\\.vertx|io\\.netty|org\\.postgresql|org\\.pamoja)\\.");

  /**
   * Business refusals of the admin API that the reference answers with 500 (ledger-admin §3 to §6,
   * discovery §8).
   */
  private static final List<String> ADMIN_2001 =
      List.of(
          "Account is currently set inactive",
          "Account is not SETTLEMENT type",
          "Account not found",
          "Active oracle with matching partyIdTypeId, endpointTypeId, currencyId already exists"
              + " (Duplicate)",
          "Endpoint type is not known",
          "Hub reconciliation account for the specified currency does not exist",
          "Only position account update is permitted",
          "Participant Limit does not exist",
          "Participant Limit or Initial Position already set",
          "Participant is currently set inactive",
          "Participant/account mismatch",
          "Settlement Model does not exist",
          "Settlement Model with the same currency and ledger account type already exists",
          "The account does not match participant or currency specified");

  /** The one with a number in it (settlement §2.1). */
  private static final Pattern UNKNOWN_WINDOW =
      Pattern.compile(" - No record for settlementWindowId: \\d+ found$");

  private Judge() {}

  /** The fault, or nothing when the answer is a good one. */
  static Optional<String> fault(FuzzRequest request, FuzzClient.Outcome outcome) {
    if (outcome.status() == 0) {
      return request.brokenHttp ? Optional.empty() : Optional.of("no answer");
    }
    if (outcome.status() < 400) {
      return Optional.empty();
    }
    if (outcome.body().isEmpty() && (request.brokenHttp || request.method.equals("HEAD"))) {
      return outcome.status() == 500 ? Optional.of("500") : Optional.empty();
    }
    return refusalFault(request, outcome);
  }

  private static Optional<String> refusalFault(FuzzRequest request, FuzzClient.Outcome outcome) {
    JsonNode information;
    try {
      information = JSON.readTree(outcome.body()).path("errorInformation");
    } catch (JacksonException noJson) {
      return Optional.of("the error body is no JSON");
    }
    String code = information.path("errorCode").asString("");
    String description = information.path("errorDescription").asString("");
    if (!code.matches("\\d{4}")) {
      return Optional.of("errorCode is not of 4 digits");
    }
    if (description.isEmpty()
        || description.codePointCount(0, description.length()) > MAX_DESCRIPTION) {
      return Optional.of("errorDescription is empty or too long");
    }
    if (INSIDES.matcher(outcome.body()).find()) {
      return Optional.of("the answer shows the hub's insides");
    }
    boolean allowed =
        outcome.status() < 500 || isListed(request, outcome.status(), code, description);
    return allowed
        ? Optional.empty()
        : Optional.of("a failure of the server that no document asks for");
  }

  private static boolean isListed(
      FuzzRequest request, int status, String code, String description) {
    return switch (status + " " + code) {
      case "503 2003" -> true;
      case "501 2002" ->
          !request.admin
              && (request.method.equals("PATCH") && request.path.startsWith("/transfers/")
                  || request.method.equals("PUT") && request.path.startsWith("/participants/"));
      case "500 2001" ->
          request.admin
              && (ADMIN_2001.stream().anyMatch(text -> description.endsWith(" - " + text))
                  || UNKNOWN_WINDOW.matcher(description).find());
      default -> false;
    };
  }
}
