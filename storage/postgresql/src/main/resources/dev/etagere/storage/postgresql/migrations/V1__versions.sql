-- Texts that are compared or ordered are of collation "C": the order of their UTF-8 bytes. Keys that callers
-- make may hold any character, U+0000 too, and are bytes. Times are milliseconds since 1970.

CREATE TABLE store (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  secret bytea NOT NULL CHECK (length(secret) = 32)
);

-- Whoever commits holds this row: commits follow each other, and so do the positions of their versions.
CREATE TABLE counter (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  sequence bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO counter (sequence) VALUES (0);

-- Content that is not stored with its version. Its length is known once all of its pieces are there.
CREATE TABLE staged (
  name uuid PRIMARY KEY,
  length bigint,
  since timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE pieces (
  name uuid NOT NULL REFERENCES staged ON DELETE CASCADE,
  number integer NOT NULL,
  checksum integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (name, number)
);
ALTER TABLE pieces ALTER bytes SET STORAGE EXTERNAL;

-- The order of all versions, and the chains. Pruning takes the content; the row stays.
CREATE TABLE versions (
  sequence bigint PRIMARY KEY,
  path text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  token text COLLATE "C" NOT NULL,
  time bigint NOT NULL,
  shares_second boolean NOT NULL,
  deleted boolean NOT NULL,
  media_type text COLLATE "C" NOT NULL,
  length bigint NOT NULL,
  writer text COLLATE "C" NOT NULL,
  request text COLLATE "C" NOT NULL,
  operation text COLLATE "C" NOT NULL,
  content bytea,
  checksum integer,
  staged uuid REFERENCES staged,
  UNIQUE (path, number)
);
CREATE INDEX versions_staged ON versions (staged) WHERE staged IS NOT NULL;

-- The newest version of each path.
CREATE TABLE current (
  path text COLLATE "C" PRIMARY KEY,
  number bigint NOT NULL,
  deleted boolean NOT NULL
) WITH (fillfactor = 80);

-- The versions of a path with a number below this one are not kept.
CREATE TABLE pruned (
  path text COLLATE "C" PRIMARY KEY,
  below bigint NOT NULL
);

CREATE TABLE claims (
  claim bytea PRIMARY KEY,
  path text COLLATE "C" NOT NULL
);
CREATE INDEX claims_path ON claims (path);

CREATE TABLE receipts (
  key bytea PRIMARY KEY,
  fingerprint bytea NOT NULL,
  outcome bytea NOT NULL,
  expires bigint NOT NULL
);
CREATE INDEX receipts_expires ON receipts (expires);

-- Where the versions of an operation stand. An operation that was found not to have landed has a count of -1,
-- so that it never will.
CREATE TABLE operations (
  operation text COLLATE "C" PRIMARY KEY,
  first bigint NOT NULL,
  count integer NOT NULL
);

-- Commits a group in one statement. Positions are relative: the answer is the newest position before the group.
-- Where "presumed", the caller has not looked: the answer is null, and nothing was done, unless all paths are
-- as expected, no written path holds a claim, and no receipt's key is used.
CREATE FUNCTION commit_group(
  presumed boolean, expected_path text[], expected_number bigint[],
  v_path text[], v_number bigint[], v_token text[], v_time bigint[], v_shares_second boolean[],
  v_deleted boolean[], v_media_type text[], v_length bigint[], v_writer text[], v_request text[],
  v_operation text[], v_content bytea[], v_checksum integer[], v_staged uuid[],
  o_operation text[], o_first bigint[], o_count integer[],
  r_key bytea[], r_fingerprint bytea[], r_outcome bytea[], r_expires bigint[],
  freed bytea[], held bytea[], holder text[]
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  before bigint;
  made bigint := coalesce(array_length(v_path, 1), 0);
BEGIN
  -- A statement of its own: what is checked below is seen after the wait for the row, not before it.
  SELECT sequence INTO before FROM counter FOR UPDATE;
  IF presumed AND (
      EXISTS (
        SELECT FROM unnest(expected_path, expected_number) AS e (path, number)
        LEFT JOIN current c ON c.path = e.path COLLATE "C"
        WHERE coalesce(c.number, 0) <> e.number)
      OR EXISTS (SELECT FROM claims WHERE path = ANY (v_path))
      OR EXISTS (SELECT FROM receipts WHERE key = ANY (r_key))) THEN
    RETURN NULL;
  END IF;
  INSERT INTO versions
    SELECT before + v.position, v.path, v.number, v.token, v.time, v.shares_second, v.deleted, v.media_type,
      v.length, v.writer, v.request, v.operation, v.content, v.checksum, v.staged
    FROM unnest(v_path, v_number, v_token, v_time, v_shares_second, v_deleted, v_media_type, v_length, v_writer,
        v_request, v_operation, v_content, v_checksum, v_staged) WITH ORDINALITY
      AS v (path, number, token, time, shares_second, deleted, media_type, length, writer, request, operation,
        content, checksum, staged, position);
  INSERT INTO current
    SELECT DISTINCT ON (v.path) v.path, v.number, v.deleted
    FROM unnest(v_path, v_number, v_deleted) AS v (path, number, deleted)
    ORDER BY v.path, v.number DESC
    ON CONFLICT (path) DO UPDATE SET number = excluded.number, deleted = excluded.deleted;
  INSERT INTO operations
    SELECT o.operation, before + o.first, o.count
    FROM unnest(o_operation, o_first, o_count) AS o (operation, first, count);
  INSERT INTO receipts SELECT * FROM unnest(r_key, r_fingerprint, r_outcome, r_expires);
  IF array_length(freed, 1) > 0 THEN
    DELETE FROM claims WHERE claim = ANY (freed);
  END IF;
  INSERT INTO claims SELECT * FROM unnest(held, holder)
    ON CONFLICT (claim) DO UPDATE SET path = excluded.path;
  IF made > 0 THEN
    UPDATE counter SET sequence = before + made;
    PERFORM pg_notify('etagere', (before + made)::text);
  END IF;
  RETURN before;
END
$$;

-- Drops the content of a path's versions below a number, never of its newest; tells how many, and what staged
-- content they referred to.
CREATE FUNCTION prune_versions(pruned_path text, bound bigint, OUT dropped integer, OUT names uuid[])
LANGUAGE plpgsql AS $$
DECLARE
  floor bigint := least(bound, (SELECT number FROM current WHERE path = pruned_path));
BEGIN
  dropped := 0;
  IF floor > 1 THEN
    INSERT INTO pruned VALUES (pruned_path, floor)
      ON CONFLICT (path) DO UPDATE SET below = greatest(pruned.below, excluded.below);
    SELECT array_agg(DISTINCT staged) INTO names
      FROM versions WHERE path = pruned_path AND number < floor AND staged IS NOT NULL;
    UPDATE versions SET content = NULL, checksum = NULL, staged = NULL
      WHERE path = pruned_path AND number < floor AND (content IS NOT NULL OR staged IS NOT NULL);
    GET DIAGNOSTICS dropped = ROW_COUNT;
  END IF;
END
$$;
