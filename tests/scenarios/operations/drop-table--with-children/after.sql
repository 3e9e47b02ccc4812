CREATE TABLE parents (id bigint PRIMARY KEY, code text UNIQUE);
