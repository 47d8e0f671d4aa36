-- Quotes, kept where the scheme wants them kept: one row for the request for terms, the terms, and the latest error.
-- Not partitioned, since an id has to be unique over all of time that is kept; rows are removed when they are old.
CREATE TABLE quote (
  quote_id     text COLLATE "C" PRIMARY KEY,
  payer        text        NOT NULL,
  payee        text        NOT NULL,
  -- SHA-256 of the parsed body, base64: what tells a repeated message from a changed one
  request_hash text        NOT NULL,
  -- bytes as received
  request      bytea       NOT NULL,
  received_at  timestamptz NOT NULL,
  answer_hash  text,
  answer       bytea,
  answered_at  timestamptz,
  error        bytea,
  error_at     timestamptz,
  CHECK ((answer IS NULL) = (answer_hash IS NULL) AND (answer IS NULL) = (answered_at IS NULL)),
  CHECK ((error IS NULL) = (error_at IS NULL))
);

-- For the removal of old quotes.
CREATE INDEX quote_received_at ON quote (received_at);
