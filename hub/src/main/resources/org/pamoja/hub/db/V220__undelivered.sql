-- Messages that participants are owed and could not be handed at once: desk, catch-up and dead letters.
-- A row only names the notice; the message is rendered again from the event. The number tells the order
-- in which the messages of one transfer have to arrive.
create table undelivered (
  number       bigint generated always as identity,
  sequence     bigint not null,
  created_at   timestamptz not null,
  next_try_at  timestamptz not null,
  lease_until  timestamptz,
  stream_id    integer not null,
  attempts     integer not null,
  notice_index smallint not null,
  conversion   boolean not null,
  dead         boolean not null,
  leased_by    text,
  participant  text not null,
  transfer_id  text collate "C" not null,
  last_error   text not null,
  primary key (stream_id, sequence, notice_index)
);
create index undelivered_due on undelivered (participant, next_try_at) where not dead;
create index undelivered_order on undelivered (participant, transfer_id, conversion, number) where not dead;
create index undelivered_dead on undelivered (created_at desc) where dead;
