package org.pamoja.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.jws.JwsSigner;
import org.pamoja.hub.signatures.TestKeys;
import org.pamoja.postgres.ThrowawayPostgres;

/** A party that is called like a resource opens no way to another resource (security §2.3). */
@Timeout(60)
class SignedPathsTest {
  private static final KeyPair KEY = TestKeys.pair("EC", 256);

  @TempDir private static Path folder;
  private static SignedNode one;

  @BeforeAll
  static void start() {
    one = new SignedNode(ThrowawayPostgres.createDatabase(), folder, "one", Map.of()).provisioned();
    assertThat(
            one.admin("POST", "/participants/payerfsp/keys", TestKeys.registration(KEY, ""))
                .status())
        .isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    one.close();
  }

  /** A party may be called like a resource: the end of the signed URI then is another path. */
  @Test
  void shouldRefuseWhatWasSignedForAPartyThatIsCalledLikeAResource() {
    byte[] error =
        "{\"errorInformation\":{\"errorCode\":\"3204\",\"errorDescription\":\"x\"}}"
            .getBytes(UTF_8);
    for (String asked :
        List.of(
            "/transfers/a8323bc6-c228-4df2-ae82-e5a997baf899/error",
            "/quotes/a8323bc6-c228-4df2-ae82-e5a997baf899/error")) {
      for (String before :
          List.of(
              "/parties/ALIAS", "/fsp/1.0/%70arties/ALIAS", "//parties/ALIAS", "/parties/a://b")) {
        Headers put =
            SignedNode.headers("PUT", asked).without("accept").with("fspiop-uri", before + asked);
        assertThat(
                one.fspiop("PUT", asked, new JwsSigner(KEY.getPrivate()).signed(put, error), error))
            .as(before + asked)
            .hasToString("400 3105 Invalid signature - signed FSPIOP-URI is not the request's");
      }
    }
  }

  /**
   * The reference's signer takes the last name of a resource in a path for its beginning: the error
   * for such a party would be signed as one for a transfer.
   */
  @ParameterizedTest
  @CsvSource({
    "GET,/parties/ALIAS/transfers/a8323bc6-c228-4df2-ae82-e5a997baf899",
    "GET,/parties/ALIAS/x%2Ftransfers%2Fa8323bc6-c228-4df2-ae82-e5a997baf899",
    "GET,/participants/ALIAS/%71uotes/a8323bc6-c228-4df2-ae82-e5a997baf899",
    "PUT,/parties/ALIAS/transfers/a8323bc6-c228-4df2-ae82-e5a997baf899/error"
  })
  void shouldLookUpNoPartyThatIsCalledLikeAResource(String method, String path) {
    byte[] body = method.equals("PUT") ? "{}".getBytes(UTF_8) : new byte[0];
    assertThat(one.fspiop(method, path, SignedNode.headers(method, path), body))
        .asString()
        .startsWith("400 3101 ")
        .contains("a resource's name, in the place of an id");
  }
}
