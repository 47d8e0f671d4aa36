package org.pamoja.hub.edge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults of wiring that have to stop the start; look-ups are tested through the listeners. */
class PathTableTest {

  @Test
  void shouldRefuseTwoRoutesForOneMethodAndPath() {
    List<PathTable.Entry<String>> twice =
        List.of(
            new PathTable.Entry<>("GET", "/a/{x}", "one"),
            new PathTable.Entry<>("GET", "/a/{y}", "two"));
    assertThatThrownBy(() -> new PathTable<>(twice)).hasMessageContaining("GET /a/{}");
  }

  @Test
  void shouldRefuseATemplateThatBeginsWithAParameter() {
    List<PathTable.Entry<String>> open = List.of(new PathTable.Entry<>("GET", "/{x}", "one"));
    assertThatThrownBy(() -> new PathTable<>(open)).isInstanceOf(IllegalArgumentException.class);
  }
}
