package org.pamoja.hub.participants;

import java.util.Objects;
import org.pamoja.hub.security.AddressPolicy;

/**
 * Settings of the registry.
 *
 * @param hubName name of the participant that stands for the hub itself, {@code Hub} in the
 *     reference
 * @param uriBase what the ids in replies begin with, {@code http://central-ledger} in the reference
 * @param addresses which addresses endpoints may name
 */
public record ParticipantSettings(String hubName, String uriBase, AddressPolicy addresses) {
  /** Number of the hub's own participant. */
  public static final int HUB_ID = 1;

  /** The reference's values. */
  public static final ParticipantSettings DEFAULT =
      new ParticipantSettings("Hub", "http://central-ledger", AddressPolicy.open());

  /** Refuses absent values and names that no participant may have. */
  public ParticipantSettings {
    Objects.requireNonNull(uriBase, "uriBase");
    if (hubName.length() < 2 || hubName.length() > 30) {
      throw new IllegalArgumentException("the hub's name must have 2 to 30 characters");
    }
  }
}
