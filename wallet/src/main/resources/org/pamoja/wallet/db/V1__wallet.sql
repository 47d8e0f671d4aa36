-- The example DFSP's own ledger. Amounts are minor units at scale 4.

create table customer (
  msisdn     text primary key,
  first_name text not null,
  last_name  text not null,
  currency   text not null,
  balance    bigint not null check (balance >= 0),   -- an example DFSP gives no credit
  reserved   bigint not null default 0 check (reserved >= 0)
);

create table payment (
  transfer_id  text primary key,
  direction    text not null check (direction in ('OUT', 'IN')),
  msisdn       text not null references customer,
  other_msisdn text not null,
  other_fsp    text not null,
  amount       bigint not null check (amount > 0),
  currency     text not null,
  condition    text not null,
  state        text not null check (state in ('RESERVED', 'COMMITTED', 'ABORTED')),
  failure      text,
  created_at   timestamptz not null default clock_timestamp()
);

-- After a restart the open payments are asked for at the hub.
create index payment_open on payment (created_at) where state = 'RESERVED';
