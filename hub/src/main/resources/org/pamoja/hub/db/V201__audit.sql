-- Who changed what. Append-only and hash-chained: each node writes a chain of its own, so that nodes do not wait for
-- each other, and the head of each chain is a row of its own, so that cutting off the end of a chain shows too.

CREATE TABLE audit_chain (
  chain         text COLLATE "C" PRIMARY KEY,
  last_sequence bigint NOT NULL,
  last_hash     bytea  NOT NULL CHECK (octet_length(last_hash) = 32)
);

CREATE TABLE audit_entry (
  chain          text COLLATE "C" NOT NULL REFERENCES audit_chain (chain),
  sequence       bigint      NOT NULL,
  at             timestamptz NOT NULL,
  principal      text        NOT NULL,
  principal_kind text        NOT NULL,
  action         text        NOT NULL,
  target         text        NOT NULL,
  -- as text, not jsonb: the hash is over exactly these characters
  details        text        NOT NULL,
  hash           bytea       NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (chain, sequence)
);

CREATE INDEX audit_entry_at ON audit_entry (at);

CREATE FUNCTION audit_entry_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are never changed or removed';
END
$$;

CREATE TRIGGER audit_entry_is_final BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION audit_entry_is_final();
