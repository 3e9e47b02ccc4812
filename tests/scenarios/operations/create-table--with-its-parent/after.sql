CREATE TABLE places (id bigint PRIMARY KEY, name text NOT NULL DEFAULT '', size integer CHECK (size > 0));
CREATE TABLE cities (mayor text, CHECK (mayor <> name)) INHERITS (places);
