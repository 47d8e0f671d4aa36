-- The highest version of each resource that a participant understands in what the hub sends to it. Where there is no row,
-- the hub's own messages have the version of its settings, and messages of others the version their sender wrote.

CREATE TABLE participant_version (
  participant_id integer NOT NULL REFERENCES participant (id),
  -- First segment of the path, such as transfers
  resource       text COLLATE "C" NOT NULL,
  -- major.minor
  version        text COLLATE "C" NOT NULL CHECK (version ~ '^[0-9]{1,4}\.[0-9]{1,4}$'),
  changed_at     timestamptz NOT NULL,
  changed_by     text NOT NULL,
  PRIMARY KEY (participant_id, resource)
);
