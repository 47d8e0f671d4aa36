-- Public keys by which the hub's own signatures are verified. All nodes sign with one private key, which is in no
-- database; a node whose key is not listed here does not start while others run. Another key is listed before nodes
-- change to it.
CREATE TABLE hub_key (
  -- SHA-256 of the key's DER form, base64url
  fingerprint text COLLATE "C" PRIMARY KEY,
  -- PEM, a single block PUBLIC KEY
  public_key  text NOT NULL,
  added_at    timestamptz NOT NULL,
  added_by    text NOT NULL,
  -- When a node last started with it
  used_at     timestamptz
);

-- With which key the node signs that writes a stream. A key cannot be taken off while such a stream is open.
CREATE TABLE hub_key_stream (
  stream_id   integer PRIMARY KEY,
  fingerprint text COLLATE "C" NOT NULL REFERENCES hub_key ON DELETE CASCADE
);
