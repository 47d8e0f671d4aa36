package org.pamoja.hub.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.fspiop.header.Headers;

/** What a browser on the hub's machine can be made to send does not pass; other clients do. */
class CrossSiteTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:4001", "localhost:4001", "LOCALHOST", "[::1]:4001", "hub.localhost"})
  void shouldLetClientsOfThisMachinePass(String host) {
    assertThat(CrossSite.isForeign(Headers.of("Host", host), true)).isFalse();
  }

  @Test
  void shouldLetClientsWithoutAHostPass() {
    assertThat(CrossSite.isForeign(Headers.empty(), true)).isFalse();
  }

  @Test
  void shouldLetItsOwnPagesPass() {
    Headers own =
        Headers.of(
            "Host", "localhost:4001",
            "Origin", "http://localhost:4001",
            "Sec-Fetch-Site", "same-origin");
    assertThat(CrossSite.isForeign(own, true)).isFalse();
  }

  @Test
  void shouldRefuseAnotherPagesRequest() {
    Headers foreign = Headers.of("Host", "127.0.0.1:4001", "Origin", "http://evil.example");
    assertThat(CrossSite.isForeign(foreign, true)).isTrue();
    assertThat(CrossSite.isForeign(Headers.of("Sec-Fetch-Site", "cross-site"), true)).isTrue();
    assertThat(CrossSite.isForeign(Headers.of("Host", "x:1", "Origin", "null"), false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:4001"})
  void shouldRefuseANameThatIsMadeToMeanThisMachine(String host) {
    assertThat(CrossSite.isForeign(Headers.of("Host", host), true)).isTrue();
    assertThat(CrossSite.isForeign(Headers.of("Host", host), false))
        .as("beyond loopback the hub may have any name")
        .isFalse();
  }
}
