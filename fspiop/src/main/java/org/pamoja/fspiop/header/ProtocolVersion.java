package org.pamoja.fspiop.header;

import java.util.Comparator;
import java.util.Optional;

/**
 * A version of a resource of the API, for example 1.1.
 *
 * @param major first number
 * @param minor second number
 */
public record ProtocolVersion(int major, int minor) implements Comparable<ProtocolVersion> {
  /** What a number that nobody can support is read as; see {@link #number}. */
  private static final int UNSUPPORTABLE = Integer.MAX_VALUE;

  private static final int MAX_DIGITS = 9;

  private static final Comparator<ProtocolVersion> ORDER =
      Comparator.comparingInt(ProtocolVersion::major).thenComparingInt(ProtocolVersion::minor);

  public static final ProtocolVersion V1_0 = new ProtocolVersion(1, 0);
  public static final ProtocolVersion V1_1 = new ProtocolVersion(1, 1);
  public static final ProtocolVersion V2_0 = new ProtocolVersion(2, 0);

  /**
   * The value of a run of digits. Versions are compared as text by the reference, so {@code 01} is
   * well formed but is not version 1; like a number too long for an int it becomes a number that no
   * policy contains, and the message is refused as unsupported, not as malformed.
   */
  static int number(String digits) {
    boolean leadingZero = digits.length() > 1 && digits.charAt(0) == '0';
    return leadingZero || digits.length() > MAX_DIGITS ? UNSUPPORTABLE : Integer.parseInt(digits);
  }

  /** Reads {@code major.minor}; empty when it is anything else. */
  public static Optional<ProtocolVersion> parse(String text) {
    int point = text.indexOf('.');
    if (point < 0) {
      return Optional.empty();
    }
    String major = text.substring(0, point);
    String minor = text.substring(point + 1);
    return MediaRange.isDigits(major) && MediaRange.isDigits(minor)
        ? Optional.of(new ProtocolVersion(number(major), number(minor)))
        : Optional.empty();
  }

  /** Whether it is newer than another one. */
  public boolean isAbove(ProtocolVersion other) {
    return compareTo(other) > 0;
  }

  /** Older before newer. */
  @Override
  public int compareTo(ProtocolVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
