CREATE EXTENSION citext VERSION '1.4';
CREATE TABLE users (id bigint PRIMARY KEY, email citext UNIQUE);
