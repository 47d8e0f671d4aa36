package org.pamoja.hub.oracles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.oracles.OracleDirectory.Location;

/** discovery §3 and §8: the registry of oracles and the choice among them. */
class OraclesResourceTest {
  private final TestAdmin admin = new TestAdmin();

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldRegisterAndListOracles() {
    assertThat(create("MSISDN", "http://one", "USD", true).status()).isEqualTo(201);
    create("ALIAS", "http://two", "", false);
    assertThat(admin.call("GET", "/oracles?type=MSISDN&currency=USD").json())
        .hasToString(
            "[{\"currency\":\"USD\",\"endpoint\":{\"endpointType\":\"URL\",\"value\":\"http://one\"},"
                + "\"isDefault\":true,\"oracleId\":1,\"oracleIdType\":\"MSISDN\"}]");
    assertThat(admin.call("GET", "/oracles?type=ALIAS").json())
        .hasToString(
            "[{\"endpoint\":{\"endpointType\":\"URL\",\"value\":\"http://two\"},"
                + "\"isDefault\":false,\"oracleId\":2,\"oracleIdType\":\"ALIAS\"}]");
    assertThat(admin.call("GET", "/oracles?type=INVALID").json()).hasToString("[]");
    assertThat(admin.call("GET", "/oracles?currency=INVALID").json()).hasToString("[]");
  }

  @Test
  void shouldRefuseASecondActiveOracleOfTheSameKind() {
    create("MSISDN", "http://one", "", false);
    assertThat(create("MSISDN", "http://two", "", false))
        .hasToString(
            "500 2001 Internal server error - Active oracle with matching partyIdTypeId, endpointTypeId,"
                + " currencyId already exists (Duplicate)");
    create("MSISDN", "http://two", "USD", false);
    assertThat(admin.call("PUT", "/oracles/2", body("MSISDN", "http://two", "", false)).status())
        .isEqualTo(500);
    assertThat(admin.call("GET", "/oracles").json().size()).isEqualTo(2);
  }

  @Test
  void shouldReplaceAndRemoveOracles() {
    create("MSISDN", "http://one", "", false);
    assertThat(admin.call("PUT", "/oracles/1", body("MSISDN", "http://new", "USD", true)).status())
        .isEqualTo(204);
    assertThat(admin.oracles().select("MSISDN", Optional.of("USD")))
        .contains(new Location("http://new"));
    assertThat(admin.call("PUT", "/oracles/77", body("MSISDN", "http://new", "USD", true)))
        .hasToString("400 3003 Add Party information error - Oracle not found");
    assertThat(admin.call("DELETE", "/oracles/1").status()).isEqualTo(204);
    assertThat(admin.call("DELETE", "/oracles/1").status()).isEqualTo(204);
    assertThat(admin.call("DELETE", "/oracles/INVALID").status()).isEqualTo(204);
    assertThat(admin.call("GET", "/oracles").json()).hasToString("[]");
    assertThat(create("MSISDN", "http://one", "USD", false).status()).isEqualTo(201);
  }

  @Test
  void shouldNameTheMissingElement() {
    String missing = "400 3102 Missing mandatory element - ";
    assertThat(admin.call("POST", "/oracles", "{'oracleIdType':'MSISDN'}"))
        .hasToString(missing + "/requestBody must have required property 'endpoint'");
    assertThat(
            admin.call(
                "POST", "/oracles", "{'endpoint':{'value':'http://o','endpointType':'URL'}}"))
        .hasToString(missing + "/requestBody must have required property 'oracleIdType'");
    assertThat(
            admin.call("PUT", "/oracles/1", "{'oracleIdType':'MSISDN','endpoint':{'value':'x'}}"))
        .hasToString(missing + "/requestBody/endpoint must have required property 'endpointType'");
    assertThat(create("MSISDN", "http://one", "ZZZ", false))
        .hasToString(
            "400 3100 Generic validation error - /requestBody/currency must be equal to one of the allowed values");
    assertThat(create("PHONE", "http://one", "USD", false).error())
        .contains("/requestBody/oracleIdType");
    Headers noAccept = Headers.of("date", "today", "content-type", "application/json");
    assertThat(admin.call("POST", "/oracles", Optional.empty(), noAccept).error())
        .contains("Accept");
    Headers noDate = Headers.of("accept", "a", "content-type", "application/json");
    assertThat(admin.call("PUT", "/oracles/1", Optional.empty(), noDate).toString())
        .startsWith(missing)
        .contains("date");
  }

  @Test
  void shouldPreferARegisteredOracleToTheHubsOwnTable() {
    assertThat(admin.oracles().select("MSISDN", Optional.empty()).orElseThrow().isBuiltIn())
        .isTrue();
    assertThat(admin.oracles().select("ACCOUNT_ID", Optional.empty())).isEmpty();
    create("MSISDN", "http://one", "USD", false);
    assertThat(admin.oracles().select("MSISDN", Optional.empty()))
        .contains(new Location("http://one"));
    assertThat(admin.oracles().select("MSISDN", Optional.of("USD")))
        .contains(new Location("http://one"));
    assertThat(admin.oracles().select("MSISDN", Optional.of("EUR"))).isEmpty();
    create("ACCOUNT_ID", "builtin:", "", false);
    assertThat(admin.oracles().select("ACCOUNT_ID", Optional.empty()).orElseThrow().isBuiltIn())
        .isTrue();
  }

  @Test
  void shouldTakeTheDefaultOfSeveralAndNoneWithoutDefault() {
    create("MSISDN", "http://one", "USD", false);
    create("MSISDN", "http://two", "EUR", false);
    assertThat(admin.oracles().select("MSISDN", Optional.empty())).isEmpty();
    create("MSISDN", "http://three", "XOF", true);
    create("MSISDN", "http://four", "", true);
    create("MSISDN", "http://five", "ZAR", false);
    assertThat(admin.oracles().select("MSISDN", Optional.empty()))
        .contains(new Location("http://four"));
  }

  private TestAdmin.Answer create(String type, String url, String currency, boolean isDefault) {
    return admin.call("POST", "/oracles", body(type, url, currency, isDefault));
  }

  private static String body(String type, String url, String currency, boolean isDefault) {
    return "{'oracleIdType':'%s','endpoint':{'value':'%s','endpointType':'URL'},%s'isDefault':%s}"
        .formatted(
            type, url, currency.isEmpty() ? "" : "'currency':'" + currency + "',", isDefault);
  }
}
