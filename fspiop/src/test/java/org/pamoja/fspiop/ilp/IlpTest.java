package org.pamoja.fspiop.ilp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;

class IlpTest {
  private static final IlpPacket QUOTE = IlpPacket.decode(IlpVectors.QUOTE_V1_PACKET);

  private static IlpTransaction transaction(String json) throws MalformedJsonException {
    return new IlpTransaction(Json.parse(json.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "100.25,USD,10025",
    "1,USD,100",
    "0,USD,0",
    "1.5,KWD,1500",
    "7,JPY,7",
    "1.2345,XTS,12345",
    "184467440737095516,JPY,184467440737095516"
  })
  void shouldMakeIntegersOfAmounts(String amount, String currency, long integer) {
    assertThat(IlpAmount.toInteger(amount, currency)).isEqualTo(integer);
  }

  @Test
  void shouldUseAll64Bits() {
    long units = IlpAmount.toInteger("184467440737095516.15", "USD");
    assertThat(Long.toUnsignedString(units)).isEqualTo("18446744073709551615");
    IlpPacket packet = new IlpPacket.V1(units, "g.a", "e30");
    assertThat(IlpPacket.decode(packet.encode()).amount()).isEqualTo(units);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IlpAmount.toInteger("184467440737095516.16", "USD"))
        .withMessageContaining("does not fit");
  }

  @ParameterizedTest
  @CsvSource({"1.5,JPY", "0.001,USD", "0.0001,KWD"})
  void shouldRefuseFractions(String amount, String currency) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IlpAmount.toInteger(amount, currency))
        .withMessageContaining("more decimals");
  }

  @ParameterizedTest
  @CsvSource({"1,ZZZ", "-1,USD", "1.10,USD", "1e3,USD"})
  void shouldRefuseUnknownCurrenciesAndMalformedAmounts(String amount, String currency) {
    assertThatIllegalArgumentException().isThrownBy(() -> IlpAmount.toInteger(amount, currency));
  }

  @Test
  void shouldAddressSubIdsAndKeepTheCaseOfFspIds() throws Exception {
    String party =
        "{\"payee\":{\"partyIdInfo\":{\"fspId\":\"PayeeFsp\",\"partyIdType\":\"BUSINESS\","
            + "\"partyIdentifier\":\"Shop\"%s}}}";
    assertThat(transaction(party.formatted("")).account()).isEqualTo("g.PayeeFsp.business.shop");
    assertThat(transaction(party.formatted(",\"partySubIdOrType\":\"Till1\"")).account())
        .isEqualTo("g.PayeeFsp.business.shop.till1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transaction("{\"payee\":{}}").account())
        .withMessageContaining("payee.partyIdInfo.partyIdType");
  }

  @Test
  void shouldPutTheExpiryInUtc() throws Exception {
    assertThat(transaction("{\"expiration\":\"2030-01-01T01:30:00.250+02:00\"}").expiresAt())
        .isEqualTo("20291231233000250");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transaction("{\"expiration\":\"2030-13-01T00:00:00Z\"}").expiresAt());
    assertThatIllegalArgumentException().isThrownBy(() -> transaction("{}").expiresAt());
  }

  @Test
  void shouldMatchOnlyTheRightFulfilment() {
    Condition condition = new Condition(IlpVectors.SMALL_V1_CONDITION);
    assertThat(condition.matches(IlpVectors.SMALL_V1_FULFILMENT)).isTrue();
    assertThat(condition.matches(IlpVectors.SMALL_V1_FULFILMENT + "=")).isTrue();
    assertThat(condition.matches(IlpVectors.SMALL_V4_FULFILMENT)).isFalse();
    assertThat(condition.matches("AAAA")).isFalse();
    assertThat(condition.matches("not base64!")).isFalse();
    assertThat(condition.matches("")).isFalse();
  }

  @Test
  void shouldTellInWhatATransferDiffersFromItsPacket() {
    assertThat(new TransferTerms("payerfsp", "payeefsp", "100.25", "USD").differenceFrom(QUOTE))
        .isEmpty();
    assertThat(new TransferTerms("Payerfsp", "payeefsp", "100.25", "USD").differenceFrom(QUOTE))
        .contains("payerFsp differs from the ILP packet");
    assertThat(new TransferTerms("payerfsp", "other", "100.25", "USD").differenceFrom(QUOTE))
        .contains("payeeFsp differs from the ILP packet");
    assertThat(new TransferTerms("payerfsp", "payeefsp", "100.250", "USD").differenceFrom(QUOTE))
        .contains("amount differs from the ILP packet");
    assertThat(new TransferTerms("payerfsp", "payeefsp", "100.25", "EUR").differenceFrom(QUOTE))
        .contains("currency differs from the ILP packet");
    assertThat(
            new TransferTerms("payerfsp", "payeefsp", "1", "USD")
                .differenceFrom(new IlpPacket.V1(1, "g.a", "AAAA")))
        .contains("the ILP packet holds no transaction object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AA", "AQ", "AYE", "AgA", "not base64", "AYQA", "AYAA"})
  void shouldRefuseWhatIsNoPacket(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> IlpPacket.decode(text));
  }

  @Test
  void shouldRefuseCutLengthenedAndOverlongPackets() {
    byte[] packet = Base64.getUrlDecoder().decode(IlpVectors.SMALL_V4_PACKET);
    for (int length = 0; length < packet.length; length++) {
      String cut = Base64.getUrlEncoder().encodeToString(Arrays.copyOf(packet, length));
      assertThatIllegalArgumentException().isThrownBy(() -> IlpPacket.decode(cut));
    }
    String longer = Base64.getUrlEncoder().encodeToString(Arrays.copyOf(packet, packet.length + 1));
    assertThatIllegalArgumentException().isThrownBy(() -> IlpPacket.decode(longer));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IlpPacket.decode("A".repeat(IlpPacket.MAX_TEXT + 1)))
        .withMessageContaining("too long");
  }

  @Test
  void shouldReadPacketsWithPadding() {
    byte[] bytes = Base64.getUrlDecoder().decode(IlpVectors.QUOTE_V1_PACKET);
    assertThat(IlpPacket.decode(Base64.getUrlEncoder().encodeToString(bytes))).isEqualTo(QUOTE);
  }

  @Test
  void shouldOnlyRefuseOrReadRandomBytes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] valid = Base64.getUrlDecoder().decode(IlpVectors.SMALL_V1_PACKET);
    for (int i = 0; i < 5_000; i++) {
      byte[] changed = valid.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      String text = Base64.getUrlEncoder().encodeToString(changed);
      try {
        assertThat(IlpPacket.decode(text).data()).as("seed %d", seed).isNotNull();
      } catch (IllegalArgumentException refused) {
        assertThat(refused.getMessage()).as("seed %d", seed).isNotEmpty();
      }
    }
  }

  @Test
  void shouldNotPrintTheFulfilment() throws Exception {
    IlpSecret.Agreement agreement =
        new IlpSecret("secret").v4(transaction(IlpVectors.SMALL_OBJECT));
    assertThat(agreement.toString()).doesNotContain(IlpVectors.SMALL_V4_FULFILMENT);
  }
}
