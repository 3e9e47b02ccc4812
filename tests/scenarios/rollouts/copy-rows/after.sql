CREATE TABLE lockers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hall text NOT NULL,
    since date NOT NULL
);
CREATE TABLE locker_tags (
    locker_id bigint NOT NULL REFERENCES lockers (id) ON DELETE CASCADE,
    tag varchar(12) NOT NULL,
    added_on date NOT NULL,
    PRIMARY KEY (locker_id, tag)
);
