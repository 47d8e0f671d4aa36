package org.pamoja.fspiop.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolVersionTest {
  @Test
  void shouldReadWhatItWrites() {
    for (ProtocolVersion version :
        new ProtocolVersion[] {ProtocolVersion.V1_0, ProtocolVersion.V1_1, ProtocolVersion.V2_0}) {
      assertThat(ProtocolVersion.parse(version.toString())).contains(version);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.", ".1", "1.0.0", "v1.0", "1.x", " 1.0", "1,0"})
  void shouldReadNothingElse(String text) {
    assertThat(ProtocolVersion.parse(text)).isEmpty();
  }

  @Test
  void shouldOrderByMajorThenMinorNumber() {
    assertThat(ProtocolVersion.V1_1.isAbove(ProtocolVersion.V1_0)).isTrue();
    assertThat(ProtocolVersion.V2_0.isAbove(ProtocolVersion.V1_1)).isTrue();
    assertThat(ProtocolVersion.V1_1.isAbove(ProtocolVersion.V1_1)).isFalse();
    assertThat(new ProtocolVersion(1, 10).isAbove(new ProtocolVersion(1, 9))).isTrue();
  }

  @Test
  void shouldFindTheNewestVersionSpokenUpToAHighest() {
    VersionPolicy policy = VersionPolicy.defaults().get("transfers");

    assertThat(policy.newestUpTo(new ProtocolVersion(1, 7))).contains(ProtocolVersion.V1_1);
    assertThat(policy.newestUpTo(ProtocolVersion.V2_0)).contains(ProtocolVersion.V2_0);
    assertThat(policy.newestUpTo(new ProtocolVersion(0, 9))).isEmpty();
  }
}
