-- Settling with the bank: what the bank calls participants, and finalisations, which are jobs that any node
-- carries on. Amounts are minor units at scale 4.

CREATE TABLE bank_identifier (
  participant_id integer PRIMARY KEY REFERENCES participant (id),
  identifier     text NOT NULL,
  changed_at     timestamptz NOT NULL,
  changed_by     text NOT NULL
);

-- One file of the bank that was accepted. The node that works on it holds the row's lock, so a node that
-- dies gives it up. Numbered within its settlement.
CREATE TABLE finalisation (
  settlement_id  bigint NOT NULL REFERENCES settlement (id),
  number         integer NOT NULL,
  state          text COLLATE "C" NOT NULL CHECK (state IN ('RUNNING', 'STOPPED', 'COMPLETED')),
  detail         text NOT NULL,
  funds          boolean NOT NULL,
  cap_increases  boolean NOT NULL,
  cap_decreases  boolean NOT NULL,
  confirmed      text NOT NULL,
  reason         text NOT NULL,
  file_type      text NOT NULL,
  file_hash      text NOT NULL,
  created_at     timestamptz NOT NULL,
  created_by     text NOT NULL,
  principal_kind text NOT NULL,
  changed_at     timestamptz NOT NULL,
  PRIMARY KEY (settlement_id, number)
);
CREATE UNIQUE INDEX one_running_finalisation ON finalisation (settlement_id) WHERE state = 'RUNNING';

-- One account of it, in the order of work: who owes first.
CREATE TABLE finalisation_row (
  settlement_id     bigint NOT NULL,
  number            integer NOT NULL,
  account_id        bigint NOT NULL,
  place             integer NOT NULL,
  participant       text NOT NULL,
  currency          text NOT NULL,
  net_amount        bigint NOT NULL,
  bank_balance      bigint,
  -- What was accepted with the file: the hub's balance at that time, and what was to be done to get it right.
  hub_balance       numeric(38,0),
  accepted_cap      numeric(38,0),
  accepted_funds    bigint,
  state             text COLLATE "C" NOT NULL CHECK (state IN ('PLANNED', 'DONE', 'SKIPPED', 'FAILED')),
  net_debit_cap     numeric(38,0),
  funds_amount      bigint,
  funds_transfer_id text COLLATE "C",
  detail            text NOT NULL DEFAULT '',
  changed_at        timestamptz NOT NULL,
  PRIMARY KEY (settlement_id, number, account_id),
  FOREIGN KEY (settlement_id, number) REFERENCES finalisation (settlement_id, number)
);

-- What was asked of the ledger for an account, stored before it is asked: so that after an interruption the
-- same is asked again, and what was booked can be told. Append-only but for the outcome.
CREATE TABLE finalisation_attempt (
  settlement_id     bigint NOT NULL,
  number            integer NOT NULL,
  account_id        bigint NOT NULL,
  attempt           integer NOT NULL,
  net_debit_cap     numeric(38,0),
  funds_amount      bigint,
  funds_transfer_id text COLLATE "C",
  refused           boolean NOT NULL DEFAULT false,
  at                timestamptz NOT NULL,
  PRIMARY KEY (settlement_id, number, account_id, attempt),
  FOREIGN KEY (settlement_id, number, account_id) REFERENCES finalisation_row (settlement_id, number, account_id)
);
