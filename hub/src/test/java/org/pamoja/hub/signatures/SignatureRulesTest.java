package org.pamoja.hub.signatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pamoja.hub.security.SignatureRules;

/** Which messages need a signature: the table of security §2.4. */
class SignatureRulesTest {
  private static final SignatureRules REFERENCE =
      new SignatureRules(true, false, false, Set.copyOf(SignatureRules.USUAL_EXEMPTIONS));

  @ParameterizedTest
  @CsvSource({
    "POST,participants,true",
    "PUT,participants,true",
    "POST,parties,true",
    "PUT,parties,false",
    "POST,quotes,true",
    "PUT,quotes,true",
    "POST,fxQuotes,true",
    "POST,bulkQuotes,false",
    "POST,transfers,true",
    "PUT,transfers,true",
    "PATCH,transfers,true",
    "PUT,fxTransfers,true",
    "POST,bulkTransfers,false",
    "POST,transactionRequests,false",
    "PUT,authorizations,false",
    "POST,consents,false"
  })
  void shouldDemandWhatTheReferenceDemands(String method, String resource, boolean demanded) {
    assertThat(REFERENCE.demands(method, resource)).isEqualTo(demanded);
    SignatureRules lenient = new SignatureRules(true, false, true, Set.of());
    assertThat(lenient.demands(method, resource)).as("while unsigned is accepted").isFalse();
    SignatureRules strict = new SignatureRules(true, true, false, Set.of());
    assertThat(strict.demands(method, resource)).as("without exemptions").isTrue();
  }

  @Test
  void shouldLookAtNoSignatureOfMessagesWithoutBodyAndOfNoneWhenOff() {
    assertThat(REFERENCE.covers("PUT", true)).isTrue();
    assertThat(REFERENCE.covers("PUT", false)).isFalse();
    assertThat(REFERENCE.covers("GET", true)).isFalse();
    assertThat(REFERENCE.covers("DELETE", true)).isFalse();
    assertThat(new SignatureRules(false, true, false, Set.of()).covers("PUT", true)).isFalse();
  }

  @Test
  void shouldRefuseToExemptWhatThereIsNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignatureRules(true, false, false, Set.of("quotes", "transfer")))
        .withMessage("no resource is called transfer");
  }
}
