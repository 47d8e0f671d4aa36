-- What operators do with undelivered messages. All columns may be null, so that nodes of the version before can go on
-- writing rows.
alter table undelivered
  -- Since when it is tried, where an operator has revived it: how long it is tried counts from then.
  add column tried_since timestamptz,
  -- When it died or was dropped. How long it is kept counts from then.
  add column ended_at    timestamptz,
  -- Set when an operator has decided that it is never sent; dead is set then too.
  add column dropped_at  timestamptz,
  add column dropped_by  text,
  add column drop_reason text;

-- The desk's lists, page by page: waiting 0, dead 1, dropped 2.
create index undelivered_desk on undelivered (
  (case when not dead then 0 when dropped_at is null then 1 else 2 end),
  lower(participant), created_at, stream_id, sequence, notice_index);

-- What was last told about each participant's alarm, so that of several nodes only one tells it.
create table delivery_alarm (
  participant text primary key,
  raised      boolean not null,
  told_at     timestamptz not null
);
