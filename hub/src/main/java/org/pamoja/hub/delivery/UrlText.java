package org.pamoja.hub.delivery;

/** Puts texts from messages into URLs. */
public final class UrlText {
  private UrlText() {}

  /**
   * A value percent-encoded so that it stays one segment of a path.
   *
   * @throws IllegalArgumentException for the empty text and the dot segments, which no encoding
   *     makes harmless
   */
  public static String segment(String value) {
    if (!fitsSegment(value)) {
      throw new IllegalArgumentException("cannot stand in a path: '" + value + "'");
    }
    return UrlTemplate.segment(value);
  }

  /** A value percent-encoded so that it stays one name or value of a query. */
  public static String inQuery(String value) {
    return UrlTemplate.inQuery(value);
  }

  /** Whether a value can be a segment of a path at all. */
  public static boolean fitsSegment(String value) {
    return !value.isEmpty() && !value.equals(".") && !value.equals("..");
  }
}
