package org.pamoja.hub.security;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A block of IP addresses in CIDR notation, for example {@code 10.0.0.0/8}, or one address.
 *
 * @param network first address, in network byte order
 * @param prefixLength bits that addresses of the block share
 */
record AddressRange(byte[] network, int prefixLength) {

  /**
   * Reads a block; names are not looked up.
   *
   * @throws IllegalArgumentException naming the text that is no address or block
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] address =
        literal(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(() -> new IllegalArgumentException("not an IP address or block: " + text))
            .getAddress();
    int bits = address.length * Byte.SIZE;
    try {
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (prefix >= 0 && prefix <= bits) {
        return new AddressRange(address, prefix);
      }
    } catch (NumberFormatException noNumber) {
      // told below
    }
    throw new IllegalArgumentException("not an IP address or block: " + text);
  }

  /** The address a text spells; empty for host names, which would have to be looked up. */
  static Optional<InetAddress> literal(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    boolean looksLikeAddress =
        bare.indexOf(':') >= 0 || bare.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    try {
      return looksLikeAddress ? Optional.of(InetAddress.getByName(bare)) : Optional.empty();
    } catch (UnknownHostException noAddress) {
      return Optional.empty();
    }
  }

  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    int shift = network.length * Byte.SIZE - prefixLength;
    return new BigInteger(1, bytes)
        .shiftRight(shift)
        .equals(new BigInteger(1, network).shiftRight(shift));
  }
}
