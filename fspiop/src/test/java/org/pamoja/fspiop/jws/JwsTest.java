package org.pamoja.fspiop.jws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;

class JwsTest {
  private static final byte[] BODY =
      ("{\"amount\":{\"amount\":\"1\",\"currency\":\"USD\"},"
              + "\"transferId\":\"a8323bc6-c228-4df2-ae82-e5a997baf899\","
              + "\"transferState\":\"ABORTED\"}")
          .getBytes(UTF_8);
  private static final String PROTECTED_TEXT =
      "{\"alg\":\"RS256\",\"FSPIOP-URI\":\"/transfers\",\"FSPIOP-HTTP-Method\":\"POST\","
          + "\"FSPIOP-Source\":\"payerfsp\",\"FSPIOP-Destination\":\"payeefsp\","
          + "\"Date\":\"Tue, 01 Jan 2030 00:00:00 GMT\"}";
  private static final String VECTOR =
      "{\"signature\":\"DQkcRsajZMO8nYvIoI9TK8nQBwd61JDpnaPW4enN3iRsvY2vnXbZfYWujkcYL-wCs3BS3YtH0Yc"
          + "IfmcXuTYCQSqNUtMNkXZfqvMZqQJODrhzZqKsLap1YE6GiG-nmQL9AmxS7FwbXee4iuK97d21VWQhUGEukJ4XC"
          + "tDIekJW2kyoEk2GX-pDgSV4fNbcLDTJGmpb6NZh1FiLfHGywBJ_gxDIiNT0viQmiCGHUHV0WHsUOphBBO5HpQA"
          + "tHovZzdFtKGRv36NwUb8Vc3QLwrNMnMN8WIALD_6vE4yZFUUqkZ8-QDdrab6LBD3Q_apLdw4zxgYBjy9GPNhpb"
          + "K5rdx9CMg\",\"protectedHeader\":\"eyJhbGciOiJSUzI1NiIsIkZTUElPUC1VUkkiOiIvdHJhbnNmZXJz"
          + "IiwiRlNQSU9QLUhUVFAtTWV0aG9kIjoiUE9TVCIsIkZTUElPUC1Tb3VyY2UiOiJwYXllcmZzcCIsIkZTUElPUC"
          + "1EZXN0aW5hdGlvbiI6InBheWVlZnNwIiwiRGF0ZSI6IlR1ZSwgMDEgSmFuIDIwMzAgMDA6MDA6MDAgR01UIn0\"}";
  private static final Headers HEADERS =
      Headers.of(
          "FSPIOP-Source", "payerfsp",
          "FSPIOP-Destination", "payeefsp",
          "Date", "Tue, 01 Jan 2030 00:00:00 GMT",
          "FSPIOP-URI", "/transfers",
          "FSPIOP-HTTP-Method", "POST");
  private static final PublicKey PUBLIC_KEY = PemKeys.publicKey(Rfc7515Key.PUBLIC_PEM);

  private final JwsSigner signer = new JwsSigner(Rfc7515Key.privateKey());
  private final JwsVerifier verifier = verifierOf(PUBLIC_KEY);

  private static JwsVerifier verifierOf(PublicKey key) {
    return new JwsVerifier(fsp -> fsp.equals("payerfsp") ? Optional.of(key) : Optional.empty());
  }

  private static void verify(JwsVerifier verifier, Headers headers, byte[] body)
      throws MalformedJsonException {
    verifier.verify(headers, body, Json.parse(body));
  }

  private void shouldVerify(Headers headers, byte[] body) {
    assertThatNoException().isThrownBy(() -> verify(verifier, headers, body));
  }

  private void shouldRefuse(Headers headers, byte[] body, String reason) {
    FspiopException refusal =
        catchThrowableOfType(FspiopException.class, () -> verify(verifier, headers, body));
    assertThat(refusal).as(reason).isNotNull();
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_SIGNATURE);
    assertThat(refusal.httpStatus()).isEqualTo(400);
    assertThat(refusal.information().errorDescription()).isEqualTo("Invalid signature - " + reason);
  }

  @Test
  void shouldMakeTheReferenceSignature() {
    assertThat(signer.signature(HEADERS, BODY)).isEqualTo(VECTOR);
  }

  @Test
  void shouldVerifyTheReferenceSignature() {
    shouldVerify(HEADERS.with("fspiop-signature", VECTOR), BODY);
  }

  @Test
  void shouldVerifyRawBytesAndSortedReserialisation() {
    byte[] unsorted = "{ \"transferState\":\"ABORTED\", \"transferId\":\"a\" }".getBytes(UTF_8);
    byte[] sorted = "{\"transferId\":\"a\",\"transferState\":\"ABORTED\"}".getBytes(UTF_8);
    byte[] reordered = "{\"transferState\":\"ABORTED\",\"transferId\":\"a\"}".getBytes(UTF_8);
    shouldVerify(signer.signed(HEADERS, unsorted), unsorted);
    shouldVerify(signer.signed(HEADERS, sorted), unsorted);
    shouldRefuse(
        signer.signed(HEADERS, reordered), sorted, "the signature does not fit the message");
  }

  @Test
  void shouldSignWithoutDestinationAndReplaceAnOldSignature() {
    Headers headers = HEADERS.without("fspiop-destination").with("fspiop-signature", "old");
    Headers signed = signer.signed(headers, BODY);
    assertThat(signed.all("fspiop-signature")).hasSize(1);
    shouldVerify(signed, BODY);
  }

  @Test
  void shouldRefuseToSignWithoutRequiredHeaders() {
    for (String name : new String[] {"fspiop-uri", "fspiop-http-method", "fspiop-source"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> signer.signature(HEADERS.without(name), BODY))
          .withMessageContaining(name);
    }
  }

  @Test
  void shouldRefuseMissingPartsInOrder() {
    Headers signed = signer.signed(HEADERS, BODY);
    FspiopException noBody =
        catchThrowableOfType(
            FspiopException.class, () -> verifier.verify(signed, new byte[0], Json.parse(BODY)));
    assertThat(noBody.getMessage()).contains("there is no body");
    Headers onlySource = Headers.of("fspiop-source", "stranger");
    shouldRefuse(Headers.empty(), BODY, "the header fspiop-source is missing");
    shouldRefuse(onlySource, BODY, "no public key of stranger");
    shouldRefuse(signed.without("fspiop-uri"), BODY, "the header fspiop-uri is missing");
    shouldRefuse(
        signed.without("fspiop-http-method"), BODY, "the header fspiop-http-method is missing");
    shouldRefuse(
        signed.without("fspiop-signature"), BODY, "the header fspiop-signature is missing");
  }

  @Test
  void shouldRefuseMalformedSignatureHeaders() {
    shouldRefuse(with("x"), BODY, "fspiop-signature is not a JSON object");
    shouldRefuse(with("[]"), BODY, "fspiop-signature is not a JSON object");
    shouldRefuse(with("{}"), BODY, "protectedHeader is missing");
    shouldRefuse(
        with("{\"protectedHeader\":\"e30\",\"signature\":1}"), BODY, "signature is missing");
    shouldRefuse(
        with("{\"protectedHeader\":\"e30\",\"signature\":\"+/\"}"),
        BODY,
        "signature is not base64url");
    shouldRefuse(
        with("{\"protectedHeader\":\"AAAA\",\"signature\":\"AAAA\"}"),
        BODY,
        "protectedHeader is not a JSON object");
    shouldRefuse(
        with("{\"protectedHeader\":\"e30\",\"signature\":\"AAAA\"}"), BODY, "alg is missing");
    shouldRefuse(
        with(jws(PROTECTED_TEXT, new byte[3])), BODY, "the signature does not fit the message");
  }

  @Test
  void shouldRefuseEveryChangeOfWhatIsSigned() {
    Headers signed = signer.signed(HEADERS, BODY);
    byte[] changed = new String(BODY, UTF_8).replace("\"1\"", "\"9\"").getBytes(UTF_8);
    shouldRefuse(signed, changed, "the signature does not fit the message");
    shouldRefuse(
        signed.with("fspiop-uri", "/Transfers"),
        BODY,
        "protected FSPIOP-URI differs from the header");
    shouldRefuse(
        signed.with("fspiop-http-method", "PUT"),
        BODY,
        "protected FSPIOP-HTTP-Method differs from the header");
    shouldRefuse(
        signed.with("date", "Tue, 01 Jan 2030 00:00:01 GMT"),
        BODY,
        "protected Date differs from the header");
    shouldRefuse(
        signed.with("fspiop-destination", "other"),
        BODY,
        "protected FSPIOP-Destination differs from the header");
    shouldRefuse(
        signed.without("fspiop-destination"),
        BODY,
        "protected FSPIOP-Destination differs from the header");
    Headers undirected = signer.signed(HEADERS.without("fspiop-destination"), BODY);
    shouldRefuse(undirected.with("fspiop-destination", "x"), BODY, "FSPIOP-Destination is missing");
  }

  @Test
  void shouldRefuseASourceThatIsNotTheSignedOne() {
    JwsVerifier sameKeyForAll = new JwsVerifier(_ -> Optional.of(PUBLIC_KEY));
    Headers signed = signer.signed(HEADERS, BODY).with("fspiop-source", "mallory");
    FspiopException refusal =
        catchThrowableOfType(FspiopException.class, () -> verify(sameKeyForAll, signed, BODY));
    assertThat(refusal.getMessage()).contains("protected FSPIOP-Source differs");
  }

  @Test
  void shouldRefuseNoneAndOtherAlgorithmsThanTheKeys() throws Exception {
    String none = PROTECTED_TEXT.replace("RS256", "none");
    shouldRefuse(with(jws(none, new byte[0])), BODY, "alg must be RS256");
    String hmac = PROTECTED_TEXT.replace("RS256", "HS256");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Rfc7515Key.PUBLIC_PEM.getBytes(UTF_8), "HmacSHA256"));
    shouldRefuse(with(jws(hmac, mac.doFinal(input(hmac)))), BODY, "alg must be RS256");
    String es256 = PROTECTED_TEXT.replace("RS256", "ES256");
    shouldRefuse(with(jws(es256, rsa(es256))), BODY, "alg must be RS256");
    String critical = PROTECTED_TEXT.replace("{\"alg\"", "{\"crit\":[\"b64\"],\"alg\"");
    shouldRefuse(with(jws(critical, rsa(critical))), BODY, "crit is not supported");
  }

  @Test
  void shouldSignAndVerifyWithP256Keys() throws Exception {
    KeyPair pair = keyPair("EC", 256);
    Headers signed = new JwsSigner(pair.getPrivate()).signed(HEADERS, BODY);
    assertThat(signed.first("fspiop-signature").orElseThrow())
        .contains(base64url("{\"alg\":\"ES256\"".getBytes(UTF_8)).substring(0, 18));
    assertThatNoException().isThrownBy(() -> verify(verifierOf(pair.getPublic()), signed, BODY));
    shouldRefuse(signed, BODY, "alg must be RS256");
  }

  @Test
  void shouldRefuseWeakKeys() throws Exception {
    KeyPair weak = keyPair("RSA", 1024);
    assertThatIllegalArgumentException().isThrownBy(() -> new JwsSigner(weak.getPrivate()));
    KeyPair otherCurve = keyPair("EC", 384);
    assertThatIllegalArgumentException().isThrownBy(() -> new JwsSigner(otherCurve.getPrivate()));
    FspiopException refusal =
        catchThrowableOfType(
            FspiopException.class,
            () -> verify(verifierOf(weak.getPublic()), signer.signed(HEADERS, BODY), BODY));
    assertThat(refusal.getMessage()).contains("of no allowed kind");
  }

  @Test
  void shouldUseTheGivenProvider() {
    Provider provider = Security.getProvider("SunRsaSign");
    JwsSigner own = new JwsSigner(Rfc7515Key.privateKey(), provider);
    assertThat(own.signature(HEADERS, BODY)).isEqualTo(VECTOR);
    JwsVerifier checking = new JwsVerifier(_ -> Optional.of(PUBLIC_KEY), provider);
    assertThatNoException().isThrownBy(() -> verify(checking, own.signed(HEADERS, BODY), BODY));
  }

  private static Headers with(String signature) {
    return HEADERS.with("fspiop-signature", signature);
  }

  private static String jws(String protectedText, byte[] signature) {
    return "{\"signature\":\"%s\",\"protectedHeader\":\"%s\"}"
        .formatted(base64url(signature), base64url(protectedText.getBytes(UTF_8)));
  }

  private static byte[] input(String protectedText) {
    return (base64url(protectedText.getBytes(UTF_8)) + "." + base64url(BODY)).getBytes(UTF_8);
  }

  private static byte[] rsa(String protectedText) throws GeneralSecurityException {
    Signature engine = Signature.getInstance("SHA256withRSA");
    engine.initSign(Rfc7515Key.privateKey());
    engine.update(input(protectedText));
    return engine.sign();
  }

  private static KeyPair keyPair(String kind, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
