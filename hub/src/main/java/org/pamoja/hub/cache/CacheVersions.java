package org.pamoja.hub.cache;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The table {@code cache_version}: one row for each cache. Stateless; threads may share it. */
public final class CacheVersions {
  private CacheVersions() {}

  /**
   * Raises a cache's version within the transaction that changes what it holds. To be called first:
   * the row's lock then also lets only one such transaction run at a time, so checks made after it
   * hold until the commit, and versions become visible in their order.
   *
   * @return the new version
   */
  public static long raise(Handle transaction, String cache) {
    return transaction
        .createQuery(
            "UPDATE cache_version SET version = version + 1 WHERE cache = :cache RETURNING version")
        .bind("cache", cache)
        .mapTo(Long.class)
        .one();
  }

  /** The version of one cache. */
  public static long of(Handle handle, String cache) {
    return handle
        .createQuery("SELECT version FROM cache_version WHERE cache = :cache")
        .bind("cache", cache)
        .mapTo(Long.class)
        .one();
  }

  /** The versions of all caches. */
  public static Map<String, Long> all(Handle handle) {
    return handle
        .createQuery("SELECT cache, version FROM cache_version")
        .setMapKeyColumn("cache")
        .setMapValueColumn("version")
        .collectInto(new org.jdbi.v3.core.generic.GenericType<Map<String, Long>>() {});
  }
}
