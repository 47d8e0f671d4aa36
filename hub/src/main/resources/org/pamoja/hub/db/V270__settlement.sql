-- Settlements and the contents of windows they settle. The money itself moves in the ledger; these rows say how far
-- each settlement is and never run ahead of it.

INSERT INTO cache_version (cache) VALUES ('settlement_models');

-- What a closed window leaves to settle: one row for each kind of account and currency.
CREATE TABLE settlement_content (
  id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  window_id           bigint NOT NULL,
  ledger_account_type text COLLATE "C" NOT NULL,
  currency            text COLLATE "C" NOT NULL,
  -- The model that settled such accounts when the window was processed, if there was one.
  model_id            integer REFERENCES settlement_model (id),
  state               text COLLATE "C" NOT NULL CHECK (state IN ('CLOSED', 'PENDING_SETTLEMENT', 'SETTLED', 'ABORTED')),
  reason              text NOT NULL,
  -- The last settlement that took it.
  settlement_id       bigint,
  created_at          timestamptz NOT NULL,
  changed_at          timestamptz NOT NULL,
  UNIQUE (window_id, ledger_account_type, currency),
  CHECK ((state = 'CLOSED') = (settlement_id IS NULL))
);

CREATE INDEX settlement_content_untaken ON settlement_content (id) WHERE state = 'CLOSED';

-- What one account owes (positive) or is owed in a content, minor units.
CREATE TABLE content_total (
  content_id     bigint NOT NULL REFERENCES settlement_content (id),
  account_id     bigint NOT NULL,
  participant_id integer NOT NULL,
  amount         numeric(38, 0) NOT NULL,
  state          text COLLATE "C" NOT NULL CHECK (state IN ('CLOSED', 'PENDING_SETTLEMENT', 'SETTLED', 'ABORTED')),
  PRIMARY KEY (content_id, account_id)
);

CREATE TABLE settlement (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model_id   integer NOT NULL REFERENCES settlement_model (id),
  state      text COLLATE "C" NOT NULL CHECK (state IN ('PENDING_SETTLEMENT', 'PS_TRANSFERS_RECORDED',
               'PS_TRANSFERS_RESERVED', 'PS_TRANSFERS_COMMITTED', 'SETTLING', 'SETTLED', 'ABORTED')),
  -- An abort has begun and is not done; until then no other step is taken.
  aborting   boolean NOT NULL DEFAULT false,
  reason     text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL
);

CREATE TABLE settlement_window_link (
  settlement_id bigint NOT NULL REFERENCES settlement (id),
  window_id     bigint NOT NULL,
  PRIMARY KEY (settlement_id, window_id)
);
CREATE INDEX settlement_of_window ON settlement_window_link (window_id);

-- Which contents of its windows a settlement took; an aborted one keeps its rows when another takes them over.
CREATE TABLE settlement_content_link (
  settlement_id bigint NOT NULL REFERENCES settlement (id),
  content_id    bigint NOT NULL REFERENCES settlement_content (id),
  PRIMARY KEY (settlement_id, content_id)
);
CREATE INDEX settlement_of_content ON settlement_content_link (content_id);

CREATE TABLE settlement_account (
  settlement_id      bigint NOT NULL REFERENCES settlement (id),
  account_id         bigint NOT NULL,
  participant_id     integer NOT NULL,
  currency           text COLLATE "C" NOT NULL,
  -- Minor units; positive when the participant owes.
  net_amount         bigint NOT NULL,
  -- Its settlement transfer in the ledger. Chosen beforehand, so that a step repeated after a crash names the same one.
  transfer_id        text COLLATE "C" NOT NULL UNIQUE,
  state              text COLLATE "C" NOT NULL CHECK (state IN ('PENDING_SETTLEMENT', 'PS_TRANSFERS_RECORDED',
                       'PS_TRANSFERS_RESERVED', 'PS_TRANSFERS_COMMITTED', 'SETTLED', 'ABORTED')),
  reason             text NOT NULL,
  external_reference text,
  created_at         timestamptz NOT NULL,
  changed_at         timestamptz NOT NULL,
  PRIMARY KEY (settlement_id, account_id)
);
CREATE INDEX settlement_of_account ON settlement_account (account_id);
CREATE INDEX settlement_of_participant ON settlement_account (participant_id);

-- Every state anything of a settlement ever had. Append-only.
CREATE TABLE settlement_change (
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Empty for what a window went through before it was settled.
  settlement_id      bigint,
  window_id          bigint,
  content_id         bigint,
  account_id         bigint,
  state              text COLLATE "C" NOT NULL,
  reason             text NOT NULL,
  external_reference text,
  changed_at         timestamptz NOT NULL,
  changed_by         text NOT NULL
);
CREATE INDEX settlement_change_of_settlement ON settlement_change (settlement_id, id);
