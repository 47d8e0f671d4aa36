package org.pamoja.hub.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.header.Headers;

class HeaderCodecTest {
  @Test
  void shouldGiveBackHeadersInOrderSpellingAndNumber() {
    Headers headers =
        Headers.of("Date", "x: y", "b", "", "FSPIOP-Source", "dfsp", "date", "again", "ü", "ÿ");

    assertThat(HeaderCodec.decode(HeaderCodec.encode(headers))).isEqualTo(headers);
    assertThat(HeaderCodec.decode(HeaderCodec.encode(Headers.empty()))).isEqualTo(Headers.empty());
  }

  @Test
  void shouldKeepNoCredentials() {
    Headers headers = Headers.of("Authorization", "Bearer s", "Cookie", "s", "accept", "a");

    assertThat(HeaderCodec.encode(headers)).isEqualTo("accept:a\n");
  }

  @Test
  void shouldReplaceCharactersThatCannotBeStored() {
    Headers headers = Headers.of("a", "x\n\r\0y");

    assertThat(HeaderCodec.decode(HeaderCodec.encode(headers)).first("a")).contains("x   y");
  }
}
