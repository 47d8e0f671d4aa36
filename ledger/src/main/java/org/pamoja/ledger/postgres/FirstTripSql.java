package org.pamoja.ledger.postgres;

/**
 * The statements of round trip 1. Arrays are joined by {@code unnest} so that each id goes straight
 * to its own partition: {@code = any(array)} would look for every id in all of them.
 */
final class FirstTripSql {

  /**
   * No row when the stream is closed, or the batch stored; the lock keeps the stream open until the
   * batch ends.
   */
  static final String BEGIN_BATCH =
      """
      insert into batch (stream_id, batch_number)
        select s.stream_id, ?::bigint from stream s where s.stream_id = ?::integer and not s.closed
        for key share of s
        on conflict do nothing returning batch_number""";

  /** This batch, if it is stored with a hash, and the one before. */
  static final String LAST_BATCHES =
      """
      select batch_number, chain_hash, outcomes, first_sequence, last_sequence from batch
        where stream_id = ? and batch_number <= ? order by batch_number desc limit 2""";

  static final String CLAIM_GROUPS =
      """
      insert into settlement_group (determining_transfer_id) select * from unnest(?::text[])
        on conflict do nothing""";

  static final String LOCK_GROUPS =
      """
      select g.determining_transfer_id from settlement_group g where g.determining_transfer_id = any(?::text[])
        order by g.determining_transfer_id for no key update of g""";

  /** The same, with the groups of conversions that are asked for. */
  static final String LOCK_LINKED_GROUPS =
      """
      select g.determining_transfer_id from settlement_group g where g.determining_transfer_id in (
          select * from unnest(?::text[])
          union select t.determining from unnest(?::text[]) as k (id)
            join transfer t on t.transfer_id = k.id and t.conversion = true)
        order by g.determining_transfer_id for no key update of g""";

  static final String CLAIM_TRANSFERS =
      Column.insert("transfer", ClaimRow.COLUMNS)
          + " on conflict do nothing returning transfer_id, conversion";

  static final String DELETE_PROBES =
      """
      delete from transfer t using unnest(?::text[]) as k (id)
        where t.transfer_id = k.id and t.conversion = false and t.state = 0""";

  /**
   * Keys when no conversion is asked for: the transfers themselves, and conversions of theirs,
   * usually none.
   */
  static final String PLAIN_KEYS =
      """
      with asked as (select * from unnest(?::text[], ?::bool[]) as k (id, conversion)),
        wanted as (
          select id, conversion from asked
          union select m.conversion_id, true from settlement_group_member m
            where m.determining_transfer_id = any(?::text[]))
      """;

  /** Keys with all members of the settlement groups of what is asked for. */
  static final String LINKED_KEYS =
      """
      with asked as (select * from unnest(?::text[], ?::bool[]) as k (id, conversion)),
        determining as (
          select * from unnest(?::text[]) as d (id)
          union select t.determining from asked k
            join transfer t on t.transfer_id = k.id and t.conversion = true
            where k.conversion and t.determining is not null),
        wanted as (
          select id, conversion from asked
          union select id, false from determining
          union select m.conversion_id, true from determining d
            join settlement_group_member m on m.determining_transfer_id = d.id)
      """;

  /** Existing transfers; what this batch has just claimed itself need not be read back. */
  static final String LOCK_TRANSFERS =
      "select "
          + TransferRows.SELECTED
          + "\n"
          + """
          from wanted w join transfer t on t.transfer_id = w.id and t.conversion = w.conversion
            where not (t.prepared_stream = ? and t.prepared_sequence >= ?)
            order by t.transfer_id, t.conversion for no key update of t""";

  static final String LOCK_ACCOUNTS =
      "select "
          + AccountRows.SELECTED
          + "\n"
          + """
          from account a where a.account_id in (
              select * from unnest(?::bigint[])
              union select unnest(array[t.debtor, t.creditor, t.target_debtor, t.target_creditor,
                    t.fee_debtor, t.fee_creditor])
                from wanted w join transfer t on t.transfer_id = w.id and t.conversion = w.conversion)
            order by a.account_id for no key update of a""";

  /** For a batch of prepares alone; searching the transfers costs three times as much. */
  static final String LOCK_NAMED_ACCOUNTS =
      "select "
          + AccountRows.SELECTED
          + "\n"
          + """
          from account a where a.account_id = any(?::bigint[])
            order by a.account_id for no key update of a""";

  /** One row at least: the time, and beside it the settlement groups there are by now. */
  static final String TIME_AND_GROUPS =
      """
      select clock_timestamp(), g.determining_transfer_id from (values (1)) as one
        left join settlement_group g on g.determining_transfer_id = any(?::text[])""";

  static final String TIME = "select clock_timestamp()";

  private FirstTripSql() {}
}
