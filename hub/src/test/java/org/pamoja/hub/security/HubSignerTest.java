package org.pamoja.hub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.jws.JwsVerifier;

/** The hub's key and what is signed with it. */
class HubSignerTest {
  @TempDir private Path folder;

  private static final Headers HEADERS =
      Headers.of(
          "fspiop-source", "Hub",
          "fspiop-uri", "/transfers/1/error",
          "fspiop-http-method", "PUT",
          "date", "Tue, 01 Jan 2030 00:00:00 GMT");

  @Test
  void shouldSignWhatReceiversCanVerify() throws Exception {
    HubSigner signer = HubSigner.open(folder.resolve("keys/hub-jws.pem"));
    byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    Headers signed = signer.sign(HEADERS, body);

    new JwsVerifier(_ -> Optional.of(signer.publicKey())).verify(signed, body, Json.parse(body));
    byte[] other = "{\"a\":2}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(
            () ->
                new JwsVerifier(_ -> Optional.of(signer.publicKey()))
                    .verify(signed, other, Json.parse(other)))
        .hasMessageContaining("3105");
  }

  @Test
  void shouldNotSignMessagesWithoutABody() {
    HubSigner signer = HubSigner.open(folder.resolve("hub-jws.pem"));
    assertThat(signer.sign(HEADERS, new byte[0])).isEqualTo(HEADERS);
  }

  @Test
  void shouldKeepItsKeyInAFileOfItsOwner() throws Exception {
    Path file = folder.resolve("keys/hub-jws.pem");
    HubSigner first = HubSigner.open(file);
    HubSigner second = HubSigner.open(file);

    assertThat(second.publicKey()).isEqualTo(first.publicKey());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void shouldRefuseAKeyThatOthersCanRead() throws Exception {
    Path file = folder.resolve("hub-jws.pem");
    HubSigner.open(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> HubSigner.open(file)).hasMessageContaining("chmod 600");
  }

  @Test
  void shouldRefuseAFileWithoutAKey() throws Exception {
    Path file = folder.resolve("hub-jws.pem");
    Files.writeString(file, "nothing");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> HubSigner.open(file)).hasMessageContaining("No private key");
  }
}
