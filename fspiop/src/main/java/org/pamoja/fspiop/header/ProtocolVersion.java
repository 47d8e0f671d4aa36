package org.pamoja.fspiop.header;

/**
 * A version of a resource of the API, for example 1.1.
 *
 * @param major first number
 * @param minor second number
 */
public record ProtocolVersion(int major, int minor) {
  /** What a number that nobody can support is read as; see {@link #number}. */
  private static final int UNSUPPORTABLE = Integer.MAX_VALUE;

  private static final int MAX_DIGITS = 9;

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

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
