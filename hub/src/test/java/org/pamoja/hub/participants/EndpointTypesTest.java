package org.pamoja.hub.participants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An endpoint the hub could never fill is refused when it is registered, not found out when it is
 * needed.
 */
class EndpointTypesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://dfsp/transfers",
        "http://dfsp/transfers/{{transferId}}/error",
        "http://dfsp/parties/{{partyIdType}}/{{partyIdentifier}}/{{ partySubIdOrType }}",
        "http://dfsp/bulkTransfers/{{id}}",
        "http://dfsp/fxTransfers/{{commitRequestId}}?x={{requestId}}"
      })
  void shouldTakeWhatTheHubCanFill(String url) {
    assertThat(EndpointTypes.faultyPath(url)).isEmpty();
  }

  @Test
  void shouldNameAPlaceholderItDoesNotKnow() {
    assertThat(EndpointTypes.faultyPath("http://dfsp/transfers/{{transferID}}"))
        .contains("unknown placeholder {{transferID}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://dfsp/a b", "http://dfsp/a\r\nX-Evil: 1", "http://dfsp/\u007f"})
  void shouldRefuseBlanksAndControlCharacters(String url) {
    assertThat(EndpointTypes.faultyPath(url)).isPresent();
  }
}
