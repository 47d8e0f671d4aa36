-- Public keys with which the signatures of participants' messages are verified. Several of one participant may be valid
-- at a time, so that it can change its key without a gap. Rows are never deleted: they tell which key was valid when.

CREATE TABLE participant_key (
  key_id         text COLLATE "C" PRIMARY KEY,
  participant_id integer NOT NULL REFERENCES participant (id),
  algorithm      text COLLATE "C" NOT NULL CHECK (algorithm IN ('RS256', 'ES256')),
  -- PEM, a single block PUBLIC KEY
  public_key     text NOT NULL,
  -- SHA-256 of the key's DER form, base64url
  fingerprint    text COLLATE "C" NOT NULL,
  valid_from     timestamptz NOT NULL,
  valid_until    timestamptz CHECK (valid_until > valid_from),
  created_at     timestamptz NOT NULL,
  created_by     text NOT NULL,
  revoked_at     timestamptz,
  revoked_by     text,
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX participant_key_participant ON participant_key (participant_id, created_at);
CREATE UNIQUE INDEX one_live_key ON participant_key (participant_id, fingerprint) WHERE revoked_at IS NULL;

INSERT INTO cache_version (cache) VALUES ('participant_keys');
