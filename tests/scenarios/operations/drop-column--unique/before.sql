CREATE TABLE users (
    id bigint NOT NULL,
    code varchar(12) NOT NULL CONSTRAINT users_code UNIQUE,
    token uuid NOT NULL,
    joined date NOT NULL DEFAULT '2024-01-01',
    email text NOT NULL,
    PRIMARY KEY (id, code)
);
CREATE UNIQUE INDEX users_token ON users (token) WHERE email <> '';
CREATE UNIQUE INDEX users_joined ON users (joined, id);
