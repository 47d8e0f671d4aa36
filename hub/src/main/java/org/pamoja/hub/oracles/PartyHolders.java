package org.pamoja.hub.oracles;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pamoja.fspiop.message.PartyKey;
import org.pamoja.hub.oracles.Oracle.Entry;

/**
 * The table {@code party_holder}; every method works on the caller's handle, in its transaction if
 * it has one. Stateless; threads may share it.
 */
final class PartyHolders {

  /** All holders of a type and identifier, whatever the sub-id and currency, oldest first. */
  List<Entry> of(Handle handle, String type, String id) {
    return handle
        .createQuery(
            """
            SELECT fsp_id, currency, sub_id FROM party_holder WHERE type = :type AND party_id = :id
            ORDER BY created_at, sub_id, currency
            """)
        .bind("type", type)
        .bind("id", id)
        .map(
            (row, _) -> new Entry(row.getString(1), some(row.getString(2)), some(row.getString(3))))
        .list();
  }

  /**
   * Records a holder where there is none; the same one again changes nothing.
   *
   * @return false when another participant holds the party
   */
  boolean insert(
      Handle handle, PartyKey party, Optional<String> currency, String fspId, Instant at) {
    int inserted =
        handle
            .createUpdate(
                """
                INSERT INTO party_holder (type, party_id, sub_id, currency, fsp_id, created_at)
                VALUES (:type, :id, :subId, :currency, :fspId, :at) ON CONFLICT DO NOTHING
                """)
            .bind("type", party.type())
            .bind("id", party.id())
            .bind("subId", party.subId().orElse(""))
            .bind("currency", currency.orElse(""))
            .bind("fspId", fspId)
            .bind("at", at.atOffset(ZoneOffset.UTC))
            .execute();
    return inserted == 1 || isHeldBy(handle, party, currency, fspId);
  }

  /**
   * Puts another holder in place of {@code present}.
   *
   * @param currency only the entry of this currency; empty for all of the party's entries
   * @return how many entries that were
   */
  int update(
      Handle handle, PartyKey party, Optional<String> currency, String present, String fspId) {
    return handle
        .createUpdate(
            """
            UPDATE party_holder SET fsp_id = :fspId
            WHERE type = :type AND party_id = :id AND sub_id = :subId AND (:currency = '' OR currency = :currency)
              AND lower(fsp_id) = lower(:present)
            """)
        .bind("present", present)
        .bind("fspId", fspId)
        .bind("type", party.type())
        .bind("id", party.id())
        .bind("subId", party.subId().orElse(""))
        .bind("currency", currency.orElse(""))
        .execute();
  }

  /**
   * Forgets that {@code present} holds a party; how many entries that were.
   *
   * @param party with a sub-id only that entry, without one the identifier with all its sub-ids
   */
  int delete(Handle handle, PartyKey party, String present) {
    return handle
        .createUpdate(
            """
            DELETE FROM party_holder
            WHERE type = :type AND party_id = :id AND (:subId = '' OR sub_id = :subId)
              AND lower(fsp_id) = lower(:present)
            """)
        .bind("present", present)
        .bind("type", party.type())
        .bind("id", party.id())
        .bind("subId", party.subId().orElse(""))
        .execute();
  }

  private static boolean isHeldBy(
      Handle handle, PartyKey party, Optional<String> currency, String fspId) {
    return handle
        .createQuery(
            """
            SELECT fsp_id FROM party_holder
            WHERE type = :type AND party_id = :id AND sub_id = :subId AND currency = :currency
            """)
        .bind("type", party.type())
        .bind("id", party.id())
        .bind("subId", party.subId().orElse(""))
        .bind("currency", currency.orElse(""))
        .mapTo(String.class)
        .findOne()
        .filter(fspId::equalsIgnoreCase)
        .isPresent();
  }

  private static Optional<String> some(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
