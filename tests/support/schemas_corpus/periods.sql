-- since 18
CREATE TABLE periods (id int4range, during tsrange, PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE period_users (
    id int4range, during tsrange, FOREIGN KEY (id, PERIOD during) REFERENCES periods (id, PERIOD during)
);
