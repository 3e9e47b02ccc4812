CREATE TABLE tunes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  title varchar(80) NOT NULL,
  key text NOT NULL DEFAULT 'MAJOR' CHECK (key IN ('MAJOR', 'MINOR')),
  tempo integer,
  labels text[],
  made_at timestamptz NOT NULL DEFAULT now(),
  author_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  UNIQUE (author_id, title)
);
CREATE INDEX ON tunes (tempo, made_at DESC);
CREATE TABLE set_items (
  tune_id uuid NOT NULL REFERENCES tunes ON DELETE RESTRICT,
  place integer NOT NULL,
  PRIMARY KEY (tune_id, place)
);
