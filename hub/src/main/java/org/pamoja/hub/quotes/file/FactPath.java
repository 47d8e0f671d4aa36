package org.pamoja.hub.quotes.file;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JsonSmartJsonProvider;
import java.util.List;

/**
 * A JSONPath into a fact. Immutable; threads may share it.
 *
 * @param path compiled, so that nothing is parsed while quotes are judged
 */
record FactPath(JsonPath path) {
  private static final Configuration PLAIN_VALUES =
      Configuration.builder()
          .jsonProvider(new JsonSmartJsonProvider())
          .options(Option.SUPPRESS_EXCEPTIONS)
          .build();

  /**
   * A path from its text.
   *
   * @throws IllegalArgumentException when it is none
   */
  static FactPath of(String text) {
    try {
      return new FactPath(JsonPath.compile(text));
    } catch (InvalidPathException refused) {
      throw new IllegalArgumentException("is not a JSONPath: " + text, refused);
    }
  }

  /**
   * What the path leads to: null for nothing, a single match as it is, several as a list, which is
   * how rules tell one account from many (quoting §5).
   */
  Object in(Object fact) {
    Object found = path.read(fact, PLAIN_VALUES);
    if (path.isDefinite() || !(found instanceof List<?> matches)) {
      return found;
    }
    return switch (matches.size()) {
      case 0 -> null;
      case 1 -> matches.getFirst();
      default -> matches;
    };
  }
}
