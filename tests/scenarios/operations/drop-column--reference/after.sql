CREATE TABLE teams (id bigint PRIMARY KEY);
CREATE TABLE users (email text NOT NULL);
