CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text NOT NULL
);
CREATE TABLE small (a integer CONSTRAINT "A is there" NOT NULL);
