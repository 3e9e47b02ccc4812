CREATE TABLE places (id bigint PRIMARY KEY, name text NOT NULL DEFAULT '', size integer CHECK (size > 0));
