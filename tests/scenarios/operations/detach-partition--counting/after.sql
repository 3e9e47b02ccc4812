CREATE TABLE tallies (id bigint GENERATED ALWAYS AS IDENTITY (START 100), at integer NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE tallies_2 (id bigint NOT NULL, at integer NOT NULL);
