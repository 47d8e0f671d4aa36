package org.pamoja.wallet;

import java.net.URI;
import java.time.Duration;

/**
 * Settings of an example DFSP.
 *
 * @param fspId its participant name at the hub
 * @param hubName name the hub has in its own messages
 * @param hub base URL of the hub's FSPIOP interface
 * @param port port of its own FSPIOP interface on loopback; 0 picks a free one
 * @param ilpSecret what it locks its agreements with
 * @param patience how long it waits for one callback
 * @param transferValidity how long the transfers it starts may take
 */
public record DfspConfig(
    String fspId,
    String hubName,
    URI hub,
    int port,
    String ilpSecret,
    Duration patience,
    Duration transferValidity) {
  /** The settings of the demo, for a DFSP and hub given. */
  public static DfspConfig of(String fspId, URI hub, String ilpSecret) {
    return new DfspConfig(
        fspId, "Hub", hub, 0, ilpSecret, Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "DfspConfig[" + fspId + " at " + hub + "]";
  }
}
