package org.pamoja.hub.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.fspiop.jws.PemKeys;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.admin.TestAdmin.Answer;

/** Keys of participants through the admin API. */
@Timeout(60)
class KeysResourceTest {
  private static final String KEYS = "/participants/payerfsp/keys";
  private static final KeyPair RSA = TestKeys.pair("RSA", 2048);
  private static final KeyPair EC = TestKeys.pair("EC", 256);

  private TestAdmin admin;

  @BeforeEach
  void start() {
    admin = new TestAdmin().provisioned("payerfsp");
  }

  @AfterEach
  void stop() {
    admin.close();
  }

  private Answer add(KeyPair pair, String more) {
    return admin.call("POST", KEYS, TestKeys.registration(pair, more));
  }

  private Answer addPem(String pem) {
    return admin.call("POST", KEYS, TestKeys.registration(pem, ""));
  }

  private long rows() {
    return admin
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("SELECT count(*) FROM participant_key").mapTo(Long.class).one());
  }

  @Test
  void shouldKeepSeveralKeysAndListThemNewestFirst() {
    Answer rsa = add(RSA, "");
    Answer ec =
        add(EC, ",'validFrom':'2030-01-01T00:00:00.000Z','validUntil':'2031-01-01T00:00:00Z'");
    assertThat(rsa.status()).as(rsa.toString()).isEqualTo(201);
    assertThat(rsa.json().get("algorithm").stringValue()).isEqualTo("RS256");
    assertThat(rsa.json().get("state").stringValue()).isEqualTo("VALID");
    assertThat(rsa.json().get("createdBy").stringValue()).isEqualTo("alice");
    assertThat(rsa.json().has("validUntil")).isFalse();
    assertThat(ec.json().get("algorithm").stringValue()).isEqualTo("ES256");
    assertThat(ec.json().get("state").stringValue()).isEqualTo("NOT_YET_VALID");
    assertThat(ec.json().get("validUntil").stringValue()).isEqualTo("2031-01-01T00:00:00.000Z");

    Answer list = admin.call("GET", "/participants/PAYERFSP/keys");
    assertThat(list.status()).isEqualTo(200);
    assertThat(list.json()).containsExactlyInAnyOrder(rsa.json(), ec.json());
    assertThat(PemKeys.publicKey(rsa.json().get("publicKey").stringValue()))
        .isEqualTo(RSA.getPublic());
  }

  @Test
  void shouldRevokeForGoodAndTellSo() {
    String id = add(RSA, "").json().get("keyId").stringValue();
    assertThat(admin.call("DELETE", KEYS + "/" + id).status()).isEqualTo(204);
    assertThat(admin.call("DELETE", KEYS + "/" + id).status()).as("again").isEqualTo(204);
    Answer list = admin.call("GET", KEYS);
    assertThat(list.json().get(0).get("state").stringValue()).isEqualTo("REVOKED");
    assertThat(list.json().get(0).get("revokedBy").stringValue()).isEqualTo("alice");
    assertThat(add(RSA, "").status()).as("a revoked key may be registered anew").isEqualTo(201);
  }

  @Test
  void shouldRefuseUnknownParticipantsAndKeys() {
    assertThat(admin.call("GET", "/participants/nobody/keys"))
        .hasToString("400 3200 Generic ID not found - participant not found");
    assertThat(admin.call("POST", "/participants/nobody/keys", TestKeys.registration(RSA, "")))
        .hasToString("400 3200 Generic ID not found - participant not found");
    assertThat(admin.call("DELETE", KEYS + "/none"))
        .hasToString("404 3200 Generic ID not found - key not found");
    assertThat(admin.call("DELETE", KEYS + "/n\0ne"))
        .hasToString("404 3200 Generic ID not found - key not found");
    admin.provisioned("payeefsp");
    String id = add(RSA, "").json().get("keyId").stringValue();
    assertThat(admin.call("DELETE", "/participants/payeefsp/keys/" + id).status())
        .as("another participant's key")
        .isEqualTo(404);
  }

  @Test
  void shouldRefuseKeysThatCannotBeUsedNamingTheField() {
    assertThat(addPem("no key"))
        .hasToString(
            "400 3101 Malformed syntax - \"publicKey\" must be a public key in PEM form: the text holds no PEM block");
    assertThat(addPem(SubmittedKey.pem(RSA.getPublic()).replace("PUBLIC", "PRIVATE")).error())
        .contains("\"publicKey\" must be a public key in PEM form");
    String ending = "\"publicKey\" must be RSA of at least 2048 bits or EC on P-256";
    assertThat(add(TestKeys.pair("RSA", 1024), "").error()).endsWith(ending);
    assertThat(add(TestKeys.pair("EC", 384), "").error()).endsWith(ending);
    assertThat(add(TestKeys.pair("Ed25519", 255), "").error()).contains("\"publicKey\"");
    BigInteger large = BigInteger.TWO.pow(9000).add(BigInteger.ONE);
    assertThat(addPem(TestKeys.rsaPem(large, BigInteger.valueOf(3))).error())
        .endsWith("\"publicKey\" must have at most 8192 bits");
    assertThat(admin.call("POST", KEYS, "{}").error()).endsWith("\"publicKey\" is required");
    assertThat(admin.call("POST", KEYS, "{'publicKey':1}").error())
        .endsWith("\"publicKey\" must be a string");
    assertThat(add(RSA, ",'kid':'x'").error()).endsWith("\"kid\" is not allowed");
    assertThat(rows()).isZero();
  }

  @Test
  void shouldRefuseTimesThatMakeNoSense() {
    assertThat(add(RSA, ",'validFrom':'tomorrow'").error())
        .endsWith("\"validFrom\" must be a time such as 2030-01-01T00:00:00.000Z");
    assertThat(add(RSA, ",'validUntil':'+999999999-01-01T00:00:00Z'").error())
        .contains("\"validUntil\" must be a time");
    assertThat(add(RSA, ",'validUntil':'2020-01-01T00:00:00Z'").error())
        .endsWith("\"validUntil\" must be after validFrom");
    String past = ",'validFrom':'2019-01-01T00:00:00Z','validUntil':'2020-01-01T00:00:00Z'";
    assertThat(add(RSA, past).error()).endsWith("\"validUntil\" must be in the future");
    assertThat(rows()).isZero();
  }

  @Test
  void shouldRefuseTheSameKeyTwiceAndMoreThanEight() {
    String id = add(RSA, "").json().get("keyId").stringValue();
    assertThat(add(RSA, "").error()).endsWith("\"publicKey\" is registered already, as key " + id);
    for (int i = 1; i < 8; i++) {
      assertThat(add(TestKeys.pair("EC", 256), "").status()).isEqualTo(201);
    }
    assertThat(add(EC, "").error()).contains("\"publicKey\" is one too many");
    admin.call("DELETE", KEYS + "/" + id);
    assertThat(add(EC, "").status()).isEqualTo(201);
  }

  @Test
  void shouldRefuseAKeyForTheHub() {
    assertThat(admin.call("POST", "/participants/Hub/keys", TestKeys.registration(RSA, "")))
        .hasToString(
            "400 3101 Malformed syntax - \"name\" is the hub, which verifies no messages of its own");
  }

  @Test
  void shouldStoreOnlyTheKeyOfATextThatHoldsMore() {
    String text =
        "comment\n" + SubmittedKey.pem(EC.getPublic()) + SubmittedKey.pem(RSA.getPublic());
    assertThat(addPem(text).json().get("publicKey").stringValue())
        .isEqualTo(SubmittedKey.pem(EC.getPublic()));
  }

  @Test
  void shouldAuditWhoChangedWhichKey() {
    Answer added = add(RSA, "");
    String id = added.json().get("keyId").stringValue();
    admin.call("DELETE", KEYS + "/" + id);
    List<String> audited =
        admin
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT principal || ' ' || action || ' ' || target || ' ' || details"
                                + " FROM audit_entry WHERE action LIKE 'participant.key%'"
                                + " ORDER BY sequence")
                        .mapTo(String.class)
                        .list());
    assertThat(audited)
        .hasSize(2)
        .allSatisfy(entry -> assertThat(entry).contains(id, "payerfsp", "alice"))
        .satisfies(
            entries -> {
              assertThat(entries.getFirst()).contains("participant.key.add", "RS256");
              assertThat(entries.getLast()).contains("participant.key.revoke");
            });
    assertThat(Instant.parse(added.json().get("createdDate").stringValue()))
        .isBefore(Instant.now().plusSeconds(5));
  }
}
