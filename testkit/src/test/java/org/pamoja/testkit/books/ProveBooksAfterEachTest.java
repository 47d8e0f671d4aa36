package org.pamoja.testkit.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.pamoja.testkit.hub.Books;
import org.pamoja.testkit.hub.EmbeddedHub;

/** A proof that is never made, or cannot fail, proves nothing. */
class ProveBooksAfterEachTest {

  @Test
  void shouldBeFoundByTheTestEngine() {
    assertThat(ServiceLoader.load(Extension.class))
        .hasAtLeastOneElementOfType(ProveBooksAfterEach.class);
  }

  @Test
  void shouldFindWhatIsWrongInAnyHubThatIsOpen() {
    ProveBooksAfterEach extension = new ProveBooksAfterEach();
    try (EmbeddedHub hub = EmbeddedHub.start()) {
      hub.admin().prepareCurrency("USD");
      hub.admin().open("alice", "USD", "100");
      hub.admin().deposit("alice", "USD", "10");
      Books books = hub.books();
      books.checkIfChanged();
      books.rows("update account set liquidity = 7 where type = 'POSITION' returning 1");
      assertThat(books.rows("select liquidity from account where type = 'POSITION'"))
          .containsExactly("7");
      books.checkIfChanged();

      hub.admin().deposit("alice", "USD", "10");

      assertThatThrownBy(() -> extension.afterEach(null))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("liquidity");
    }
  }
}
