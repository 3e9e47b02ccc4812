CREATE TABLE parents (id bigint PRIMARY KEY, code text UNIQUE);
CREATE TABLE middles (
    id serial PRIMARY KEY,
    parent_id bigint NOT NULL REFERENCES parents ON DELETE CASCADE,
    above integer REFERENCES middles,
    parent_code text REFERENCES parents (code)
);
CREATE INDEX middles_parent ON middles (parent_id);
CREATE TABLE children (id bigint PRIMARY KEY, middle_id integer NOT NULL REFERENCES middles);
COMMENT ON TABLE children IS 'the last';
