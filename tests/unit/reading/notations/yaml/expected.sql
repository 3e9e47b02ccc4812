CREATE TABLE gardens (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name varchar(50) NOT NULL UNIQUE,
  keeper_id bigint REFERENCES users ON DELETE SET NULL
);
CREATE INDEX ON gardens (keeper_id, name);
CREATE TABLE beds (
  garden_id uuid NOT NULL REFERENCES gardens ON DELETE CASCADE,
  number integer NOT NULL,
  soil text CHECK (soil IN ('clay', 'sand')),
  PRIMARY KEY (garden_id, number)
);
