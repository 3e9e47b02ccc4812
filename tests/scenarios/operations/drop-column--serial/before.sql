CREATE TABLE users (id serial PRIMARY KEY, number bigserial, email text NOT NULL);
