CREATE TABLE members (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email varchar(255) NOT NULL,
    city text,
    handle varchar(20) NOT NULL UNIQUE CHECK (handle ~ '^[a-z0-9_]+$'),
    region text NOT NULL
);
