CREATE TABLE visits (path text NOT NULL, at timestamptz NOT NULL DEFAULT now());
GRANT INSERT, SELECT ON visits TO PUBLIC;
CREATE TABLE tickets (code text PRIMARY KEY, title text);
CREATE TABLE drafts (code text PRIMARY KEY);
INSERT INTO visits (path) SELECT 'page ' || n FROM generate_series(1, 30) AS n;
INSERT INTO tickets SELECT 't' || n, 'ticket ' || n FROM generate_series(1, 30) AS n;
