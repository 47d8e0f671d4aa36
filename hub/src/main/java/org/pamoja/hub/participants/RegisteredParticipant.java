package org.pamoja.hub.participants;

import java.time.Instant;

/**
 * A row of the registry.
 *
 * @param id its number
 * @param name its name as registered
 * @param active whether it may take part
 * @param proxy whether it stands for DFSPs of another scheme
 * @param created when it was registered
 */
record RegisteredParticipant(int id, String name, boolean active, boolean proxy, Instant created) {
  /** Whether it is the hub itself. */
  boolean isHub() {
    return id == ParticipantSettings.HUB_ID;
  }
}
