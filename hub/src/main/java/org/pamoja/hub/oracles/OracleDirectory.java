package org.pamoja.hub.oracles;

import java.util.Optional;

/** Finds the oracle for a question (discovery §3). Answers from memory; threads may share it. */
public interface OracleDirectory {

  /**
   * Where an oracle is.
   *
   * @param endpoint base URL, or {@code builtin:} for the hub's own table
   */
  record Location(String endpoint) {
    /** Whether it is the hub's own table. */
    public boolean isBuiltIn() {
      return endpoint.startsWith("builtin:");
    }
  }

  /**
   * The oracle that serves a type: of several the default one; a registered one before the hub's
   * own table.
   *
   * @param type PartyIdType
   * @param currency only oracles for this currency; empty to go by type alone
   * @return empty when there is none, or several and none is the default
   */
  Optional<Location> select(String type, Optional<String> currency);
}
