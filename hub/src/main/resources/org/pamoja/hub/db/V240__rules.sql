-- Rules of the scheme: what they are, whom they block, and how much of their periods is used.

INSERT INTO cache_version (cache) VALUES ('rules');

-- Every version that ever was in force, each a whole set. counters names the counter of each rule that limits a
-- period, and since when it counts.
CREATE TABLE rule_set (
  version    bigint PRIMARY KEY,
  rules      text NOT NULL,
  counters   text NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL
);
INSERT INTO rule_set (version, rules, counters, changed_at, changed_by) VALUES (0, '[]', '{}', now(), 'hub');

-- Parties by hash only. The salt is the scheme's: without it nobody can say whether a number is on a list.
CREATE TABLE rule_salt (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  salt     bytea NOT NULL CHECK (octet_length(salt) = 32)
);
CREATE TABLE blocked_party (
  list     text COLLATE "C" NOT NULL,
  hash     bytea NOT NULL CHECK (octet_length(hash) = 32),
  added_at timestamptz NOT NULL,
  added_by text NOT NULL,
  PRIMARY KEY (list, hash)
);

-- What was reserved under a counter in one bucket of time. Several nodes add to a row, so a part may be given back
-- before another node has added it: no check keeps the sums from being negative for that moment.
CREATE TABLE rule_usage (
  counter     text COLLATE "C" NOT NULL,
  participant text COLLATE "C" NOT NULL,
  bucket      timestamptz NOT NULL,
  amount      numeric(38, 0) NOT NULL,
  transfers   bigint NOT NULL,
  changed_at  timestamptz NOT NULL,
  PRIMARY KEY (counter, participant, bucket)
) WITH (fillfactor = 50);
-- Nodes read what has changed since they last read, five times a second.
CREATE INDEX rule_usage_changed ON rule_usage (changed_at);

-- Up to which event of a stream the transfers are counted; moves in the transaction that adds to rule_usage.
CREATE TABLE rule_feed (
  stream_id integer PRIMARY KEY,
  sequence  bigint NOT NULL
) WITH (fillfactor = 10);
