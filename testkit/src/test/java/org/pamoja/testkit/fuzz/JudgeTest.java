package org.pamoja.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.MissingNode;

/** The judge of the generated requests sees what must not be. */
class JudgeTest {
  private static final String UNLISTED = "a failure of the server that no document asks for";

  @ParameterizedTest
  @CsvSource({
    "fspiop,500,2001,Internal server error",
    "admin,500,2001,Internal server error",
    "fspiop,500,2001,Internal server error - Account not found",
    "fspiop,501,2002,Not implemented",
    "admin,504,2004,Server timed out"
  })
  void shouldNotAcceptFailuresThatAreNotListed(
      String listener, int status, String code, String description) {
    assertThat(Judge.fault(request(listener), error(status, code, description))).contains(UNLISTED);
  }

  @ParameterizedTest
  @CsvSource({
    "fspiop,400,3100,Generic validation error",
    "fspiop,503,2003,Service currently unavailable",
    "admin,500,2001,Internal server error - Account not found"
  })
  void shouldAcceptRefusals(String listener, int status, String code, String description) {
    assertThat(Judge.fault(request(listener), error(status, code, description))).isEmpty();
  }

  @Test
  void shouldNameWhatIsWrongWithABody() {
    assertThat(fault(0, "")).contains("no answer");
    assertThat(fault(202, "")).isEmpty();
    assertThat(fault(400, "<html>")).contains("the error body is no JSON");
    assertThat(fault(404, "{\"status\":404}")).contains("errorCode is not of 4 digits");
    assertThat(Judge.fault(request("fspiop"), error(400, "3100", "x".repeat(129))))
        .contains("errorDescription is empty or too long");
    assertThat(Judge.fault(request("fspiop"), error(400, "3100", "java.lang.Error")))
        .contains("the answer shows the hub's insides");
  }

  private static Optional<String> fault(int status, String body) {
    return Judge.fault(request("fspiop"), outcome(status, body));
  }

  private static FuzzRequest request(String listener) {
    ApiDocument.Operation operation =
        new ApiDocument.Operation(
            ApiDocument.ofAdmin(), "POST", "/transfers", MissingNode.getInstance(), List.of());
    return new FuzzRequest(listener.equals("admin"), operation);
  }

  private static FuzzClient.Outcome error(int status, String code, String description) {
    String body =
        "{\"errorInformation\":{\"errorCode\":\"%s\",\"errorDescription\":\"%s\"}}"
            .formatted(code, description);
    return outcome(status, body);
  }

  private static FuzzClient.Outcome outcome(int status, String body) {
    return new FuzzClient.Outcome(status, "application/json", body);
  }
}
