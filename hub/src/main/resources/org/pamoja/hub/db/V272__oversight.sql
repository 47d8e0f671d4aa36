-- When windows close by themselves. next_run is what decides who is due, by the database's clock; empty when a
-- calendar has no further day. settle_since is set while a cut-off's settlement has still to be made: to when it is to be (next).
CREATE TABLE settlement_schedule (
  model_id     integer PRIMARY KEY REFERENCES settlement_model (id),
  definition   text NOT NULL,
  next_run     timestamptz,
  settle_since timestamptz,
  last_cut_off timestamptz,
  last_run     timestamptz,
  last_result  text,
  changed_at   timestamptz NOT NULL,
  changed_by   text NOT NULL
);

-- Whoever holds this row acts on what is due: of several nodes one, and for models with the same cut-off one close.
CREATE TABLE settlement_clock (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row)
);
INSERT INTO settlement_clock DEFAULT VALUES;

-- Below which liquidity that is left an operator wants to be warned; empty for never. Minor units.
ALTER TABLE account_setting ADD COLUMN liquidity_threshold numeric(38,0) CHECK (liquidity_threshold >= 0);

-- Alarms about positions and liquidity: raised once, and again only after they were cleared. What the account stood at
-- when it was raised stays with it.
CREATE TABLE liquidity_alarm (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id  bigint NOT NULL,
  kind        text COLLATE "C" NOT NULL CHECK (kind IN ('NET_DEBIT_CAP', 'LIQUIDITY')),
  participant text NOT NULL,
  currency    text NOT NULL,
  value       numeric(38,0) NOT NULL,
  cap         numeric(38,0),
  liquidity   numeric(38,0) NOT NULL,
  threshold   numeric(38,0) NOT NULL,
  raised_at   timestamptz NOT NULL,
  cleared_at  timestamptz
);
CREATE UNIQUE INDEX liquidity_alarm_raised ON liquidity_alarm (account_id, kind) WHERE cleared_at IS NULL;

-- Whom a change of an alarm has still to be told; removed when it was told or given up.
CREATE TABLE liquidity_alarm_call (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alarm_id      bigint NOT NULL REFERENCES liquidity_alarm (id) ON DELETE CASCADE,
  raised        boolean NOT NULL,
  listener      text NOT NULL,
  endpoint_type text COLLATE "C" NOT NULL,
  body          text NOT NULL,
  tries         integer NOT NULL DEFAULT 0,
  next_try      timestamptz NOT NULL
);
CREATE INDEX liquidity_alarm_call_due ON liquidity_alarm_call (next_try);

-- Whoever holds this row compares accounts with their thresholds.
CREATE TABLE liquidity_watch (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row)
);
INSERT INTO liquidity_watch DEFAULT VALUES;
