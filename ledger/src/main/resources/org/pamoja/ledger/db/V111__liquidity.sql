-- A net debit cap that is a share of the account's liquidity, in hundredths of a percent. net_debit_cap then holds what
-- that comes to; the program derives it again whenever it has the row under its lock.
alter table account
  add column net_debit_cap_percent integer check (net_debit_cap_percent between 0 and 10000),
  add check (net_debit_cap_percent is null or net_debit_cap is not null);

-- When a posting took place: its batch's time. With it, what an account held at any moment can be told exactly; the
-- transfer's own time of completion is the participants' and may be another. The default serves nodes of the version
-- before, which leave it out. Every posting is written once: stop all hubs of the version before while this runs, for
-- the table is theirs again only at its end, and leave room for a second copy of it. Vacuum it afterwards.
alter table posting add column at timestamptz;
-- Joined, not looked up in the SET clause: there the batches would be read whole and sorted for each posting.
update posting p set at = b.at
  from transfer t join lateral (
    select b.at from batch b where b.stream_id = t.outcome_stream and b.last_sequence >= t.outcome_sequence
    order by b.last_sequence limit 1) b on true
  where p.transfer_id = t.transfer_id and p.conversion = t.conversion;
update posting p set at = b.at
  from transfer t join lateral (
    select b.at from batch b where b.stream_id = t.prepared_stream and b.last_sequence >= t.prepared_sequence
    order by b.last_sequence limit 1) b on true
  where p.transfer_id = t.transfer_id and p.conversion = t.conversion and p.at is null;
update posting p set at = coalesce(
    (select w.created_at from settlement_window w where w.id = p.window_id), clock_timestamp())
  where p.at is null;
alter table posting alter column at set default clock_timestamp(), alter column at set not null;

-- The few postings that windows do not count, so that a window's whole movement is known from its flows and these.
create index posting_uncounted on posting (window_id, account_id) where entry between 4 and 10;
