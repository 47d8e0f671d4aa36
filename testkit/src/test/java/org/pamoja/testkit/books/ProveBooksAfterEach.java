package org.pamoja.testkit.books;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.pamoja.testkit.hub.EmbeddedHub;

/**
 * Proves the books of every hub that is there after every test, whatever the test is about; found
 * by the test engine itself, so that no test can forget it. A hub on which nothing was booked since
 * is passed over, which takes a millisecond.
 */
public final class ProveBooksAfterEach implements AfterEachCallback {

  @Override
  public void afterEach(ExtensionContext context) {
    EmbeddedHub.open().forEach(hub -> hub.books().checkIfChanged());
  }
}
