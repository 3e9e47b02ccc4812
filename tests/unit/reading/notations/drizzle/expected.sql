CREATE TABLE bells (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  note varchar(3) NOT NULL,
  ringer_id bigint REFERENCES users ON DELETE CASCADE,
  cast_at timestamptz DEFAULT now(),
  UNIQUE (note, cast_at)
);
CREATE INDEX ON bells (ringer_id, cast_at DESC);
