package org.pamoja.hub.settlement.settlements;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class UlidsTest {
  @Test
  void shouldBeginWithTheTimeInTheFormOfTheSpecification() {
    // The example of the ULID specification: 2016-07-30T23:54:10.259Z.
    Supplier<String> ids = new Ulids(() -> Instant.ofEpochMilli(1_469_922_850_259L), new Random(1));
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String id = ids.get();
      assertThat(id).startsWith("01ARZ3NDEK").matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
      made.add(id);
    }
    assertThat(made).hasSize(100);
  }
}
