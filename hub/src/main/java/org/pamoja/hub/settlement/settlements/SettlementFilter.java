package org.pamoja.hub.settlement.settlements;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pamoja.hub.settlement.request.Fields;

/**
 * Which settlements are looked for (settlement §3.3); what is empty does not restrict. Times are
 * inclusive.
 *
 * @param currency an account in it has this currency
 * @param participant an account in it is this participant's
 * @param window it settles this window
 * @param account it settles this account
 * @param state its state
 * @param from made at this time or later
 * @param to made at this time or earlier
 * @param windowFrom a window of it was opened at this time or later
 * @param windowTo and at this time or earlier
 */
record SettlementFilter(
    Optional<String> currency,
    Optional<Long> participant,
    Optional<Long> window,
    Optional<Long> account,
    Optional<String> state,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Instant> windowFrom,
    Optional<Instant> windowTo) {
  private static final List<String> STATES =
      List.of(
          "PENDING_SETTLEMENT",
          "PS_TRANSFERS_RECORDED",
          "PS_TRANSFERS_RESERVED",
          "PS_TRANSFERS_COMMITTED",
          "SETTLING",
          "SETTLED",
          "ABORTED");

  static final String WHERE =
      """
      WHERE s.state = coalesce(CAST(:state AS text), s.state)
        AND s.created_at BETWEEN coalesce(CAST(:from AS timestamptz), '-infinity') AND coalesce(CAST(:to AS timestamptz), 'infinity')
        AND EXISTS (SELECT FROM settlement_account a WHERE a.settlement_id = s.id
          AND a.currency = coalesce(CAST(:currency AS text), a.currency)
          AND a.participant_id = coalesce(CAST(:participant AS bigint), a.participant_id)
          AND a.account_id = coalesce(CAST(:account AS bigint), a.account_id))
        AND EXISTS (SELECT FROM settlement_window_link l JOIN settlement_window w ON w.id = l.window_id
          WHERE l.settlement_id = s.id AND w.id = coalesce(CAST(:window AS bigint), w.id)
            AND w.created_at BETWEEN coalesce(CAST(:windowFrom AS timestamptz), '-infinity') AND coalesce(CAST(:windowTo AS timestamptz), 'infinity'))
      """;

  /** Reads a query; the first fault is thrown. */
  static SettlementFilter read(Fields query) {
    SettlementFilter filter =
        new SettlementFilter(
            query.optionalText("currency"),
            query.optionalNumber("participantId"),
            query.optionalNumber("settlementWindowId"),
            query.optionalNumber("accountId"),
            query.optionalOneOf("state", STATES),
            query.optionalTime("fromDateTime"),
            query.optionalTime("toDateTime"),
            query.optionalTime("fromSettlementWindowDateTime"),
            query.optionalTime("toSettlementWindowDateTime"));
    query.end();
    return filter;
  }

  /** The texts and numbers of {@link #WHERE}; absent ones are null. */
  Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>();
    values.put("currency", currency.orElse(null));
    values.put("state", state.orElse(null));
    values.put("participant", participant.orElse(null));
    values.put("window", window.orElse(null));
    values.put("account", account.orElse(null));
    return values;
  }

  /** The times of {@link #WHERE}. */
  Map<String, Optional<OffsetDateTime>> times() {
    return Map.of(
        "from", utc(from),
        "to", utc(to),
        "windowFrom", utc(windowFrom),
        "windowTo", utc(windowTo));
  }

  private static Optional<OffsetDateTime> utc(Optional<Instant> time) {
    return time.map(moment -> moment.atOffset(ZoneOffset.UTC));
  }
}
