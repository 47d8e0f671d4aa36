package org.pamoja.hub.security;

import java.util.List;

/**
 * The gateways in front of the hub, whose {@code x-client-id} is believed. Threads may share it.
 */
public final class Gateways {
  private final List<AddressRange> ranges;

  /**
   * Gateways at these addresses.
   *
   * @param addresses IP addresses or CIDR blocks
   * @throws IllegalArgumentException naming an entry that is neither
   */
  public Gateways(List<String> addresses) {
    this.ranges = addresses.stream().map(AddressRange::parse).toList();
  }

  /** Whether a connection from this address comes from a gateway. */
  public boolean include(String remoteAddress) {
    return !ranges.isEmpty()
        && AddressRange.literal(remoteAddress)
            .filter(address -> ranges.stream().anyMatch(range -> range.contains(address)))
            .isPresent();
  }
}
