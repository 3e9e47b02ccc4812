CREATE TABLE gates (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number varchar(20) NOT NULL,
  colour varchar,
  marks text[],
  owner_id bigint NOT NULL REFERENCES users,
  hung_at timestamptz NOT NULL
);
CREATE INDEX ON gates (owner_id);
CREATE TABLE gate_hinges (
  gate_id uuid NOT NULL REFERENCES gates,
  place integer NOT NULL,
  PRIMARY KEY (gate_id, place)
);
