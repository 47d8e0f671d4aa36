package org.pamoja.hub.cache;

/** A node's memory of some tables. */
public interface CachedTable {
  /** Its name in {@code cache_version}. */
  String cache();

  /** The version that is in memory. */
  long version();

  /** Reads everything again; blocks. Keeps what it has when it fails. */
  void reload();
}
