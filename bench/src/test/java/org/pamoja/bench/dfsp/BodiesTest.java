package org.pamoja.bench.dfsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pamoja.bench.dfsp.Agreements.Agreement;
import org.pamoja.bench.dfsp.Agreements.Terms;
import org.pamoja.fspiop.ilp.Condition;
import org.pamoja.fspiop.ilp.IlpPacket;
import org.pamoja.fspiop.ilp.TransferTerms;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.message.BodyRules;
import org.pamoja.fspiop.message.Operation;

class BodiesTest {
  private static final String ID = new RandomIds(new SplittableRandom(1)).get();
  private static final String TIME = "2030-01-01T00:00:00.000Z";

  private final Payment payment = new Payment("256700000001", "dfsp2", "256700000002", 12_500);
  private final Agreement agreement =
      new Agreements("USD", InstantSource.system()).of(new Terms("dfsp1", "dfsp2", 12_500));

  @Test
  void shouldMakeBodiesThatKeepToTheInterface() {
    check(Operation.PARTIES_PUT, Bodies.party("256700000001", "dfsp1"));
    check(Operation.PARTICIPANTS_POST, Bodies.registration("dfsp1", "USD"));
    check(Operation.QUOTES_POST, Bodies.quoteRequest(ID, ID, "dfsp1", payment, "USD"));
    check(Operation.QUOTES_PUT, Bodies.quoteResponse(agreement, 12_500, "USD"));
    check(Operation.TRANSFERS_POST, Bodies.prepare(ID, "dfsp1", payment, "USD", agreement, TIME));
    check(Operation.TRANSFERS_PUT, Bodies.fulfil("COMMITTED", agreement.fulfilment(), TIME));
  }

  private static void check(Operation operation, Buffer body) {
    assertThatCode(() -> BodyRules.check(operation, Json.parse(body.getBytes())))
        .as(body.toString())
        .doesNotThrowAnyException();
  }

  @Test
  void shouldAgreeOnWhatTheTransferSays() {
    assertThat(new Condition(agreement.condition()).matches(agreement.fulfilment())).isTrue();
    assertThat(
            new TransferTerms("dfsp1", "dfsp2", "1.25", "USD")
                .differenceFrom(IlpPacket.decode(agreement.ilpPacket())))
        .isEmpty();
    assertThat(Instant.parse(agreement.expiration())).isAfter(Instant.now());
  }

  @Test
  void shouldFindTheTextOfAField() {
    String body = Bodies.prepare(ID, "dfsp1", payment, "USD", agreement, TIME).toString();

    assertThat(Bodies.text(body, "transferId")).isEqualTo(ID);
    assertThat(Bodies.text(body, "amount")).isEqualTo("1.25");
    assertThat(Bodies.text(body, "fulfilment")).isEmpty();
  }

  @Test
  void shouldMakeUuidsOfVersion4() {
    UUID id = UUID.fromString(ID);

    assertThat(id.version()).isEqualTo(4);
    assertThat(id.variant()).isEqualTo(2);
  }
}
