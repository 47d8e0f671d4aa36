package org.pamoja.hub.rules;

import java.util.Map;
import java.util.Set;
import org.pamoja.fspiop.message.PartyKey;

/**
 * The parties that are blocked, by list. Immutable.
 *
 * @param salt the scheme's
 * @param lists hashes by name of the list
 */
record BlockLists(byte[] salt, Map<String, Set<PartyHash>> lists) {

  /** No list at all. */
  static BlockLists none() {
    return new BlockLists(new byte[PartyHash.BYTES], Map.of());
  }

  /** Whether a party is on a list. */
  boolean contains(String list, PartyKey party) {
    Set<PartyHash> hashes = lists.getOrDefault(list, Set.of());
    return !hashes.isEmpty() && hashes.contains(PartyHash.of(salt, party.type(), party.id()));
  }
}
