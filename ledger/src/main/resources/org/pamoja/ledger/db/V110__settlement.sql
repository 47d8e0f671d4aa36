-- Settlement: what kind of entry each posting is, fees, gross settlement, settlement transfers, and what
-- closed windows come to.

-- Ledger entry types, numbered as in the admin API's enumeration; 11 is this ledger's own.
alter table posting add column entry smallint not null default 1 check (entry between 1 and 11);
update posting p
  set entry = case t.kind when 4 then 9 when 5 then 10 else
    case when exists (select 1 from account a where a.account_id = t.debtor and a.type = 'HUB_RECONCILIATION')
      then 4 else 5 end end
  from transfer t, settlement_window w
  where t.kind in (4, 5, 6) and p.window_id = w.id and p.transfer_id = t.transfer_id and p.conversion = t.conversion;

-- An interchange fee belongs to its transfer and posts with it. Fixed once the id is claimed.
alter table transfer
  add column fee_amount   bigint check (fee_amount > 0),
  add column fee_debtor   bigint,
  add column fee_creditor bigint,
  add check ((fee_amount is null) = (fee_debtor is null) and (fee_amount is null) = (fee_creditor is null));

-- Kind 7 is the transfer by which one account is settled.
alter table transfer drop constraint transfer_kind_check;
alter table transfer add constraint transfer_kind_check check (kind between 1 and 7);

alter table settlement_window add column changed_at timestamptz;
update settlement_window set changed_at = coalesce(closed_at, created_at);
alter table settlement_window alter column changed_at set not null;
-- Windows closed before their flows were kept are processed like those that close from now on.
update settlement_window set state = 'PROCESSING' where state = 'CLOSED';
create index settlement_window_processing on settlement_window (id) where state = 'PROCESSING';

-- What a closed window comes to: the sums between each two accounts. All else about the window is derived
-- from these rows; a few thousand stand for millions of postings.
create table window_flow (
  window_id bigint not null,
  debtor    bigint not null,
  creditor  bigint not null,
  entry     smallint not null,
  currency  text not null,
  amount    numeric(38,0) not null check (amount > 0),
  transfers bigint not null check (transfers > 0),
  primary key (window_id, debtor, creditor, entry)
);
-- Which windows a participant's accounts were in.
create index window_flow_debtor on window_flow (debtor, window_id);
create index window_flow_creditor on window_flow (creditor, window_id);
