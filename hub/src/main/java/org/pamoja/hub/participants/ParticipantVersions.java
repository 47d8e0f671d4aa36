package org.pamoja.hub.participants;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.pamoja.fspiop.header.ProtocolVersion;

/**
 * The table {@code participant_version}: the highest version of each resource that a participant
 * understands. Stateless; threads may share it.
 */
final class ParticipantVersions {
  private ParticipantVersions() {}

  /** Of all participants for which any is set, by number and resource. */
  static Map<Integer, Map<String, ProtocolVersion>> all(Handle handle) {
    Map<Integer, Map<String, ProtocolVersion>> all = new HashMap<>();
    handle
        .createQuery("SELECT participant_id, resource, version FROM participant_version")
        .map((row, _) -> Map.entry(row.getInt(1), Map.entry(row.getString(2), row.getString(3))))
        .forEach(
            row ->
                all.computeIfAbsent(row.getKey(), _ -> new HashMap<>())
                    .put(row.getValue().getKey(), version(row.getValue().getValue())));
    return all;
  }

  /** Of one participant, by resource. */
  static SortedMap<String, ProtocolVersion> of(Handle handle, int participant) {
    SortedMap<String, ProtocolVersion> versions = new TreeMap<>();
    handle
        .createQuery("SELECT resource, version FROM participant_version WHERE participant_id = :id")
        .bind("id", participant)
        .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(row -> versions.put(row.getKey(), version(row.getValue())));
    return versions;
  }

  /** Sets all of one participant's in place of those it had. */
  static void replace(
      Handle handle,
      int participant,
      Map<String, ProtocolVersion> versions,
      Instant at,
      String by) {
    handle
        .createUpdate("DELETE FROM participant_version WHERE participant_id = :id")
        .bind("id", participant)
        .execute();
    PreparedBatch rows =
        handle.prepareBatch(
            """
            INSERT INTO participant_version (participant_id, resource, version, changed_at, changed_by)
            VALUES (:id, :resource, :version, :at, :by)
            """);
    versions.forEach(
        (resource, version) ->
            rows.bind("id", participant)
                .bind("resource", resource)
                .bind("version", version.toString())
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("by", by)
                .add());
    rows.execute();
  }

  private static ProtocolVersion version(String text) {
    return ProtocolVersion.parse(text)
        .orElseThrow(() -> new IllegalStateException("not a version: " + text));
  }
}
