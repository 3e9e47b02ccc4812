CREATE TABLE areas (area varchar(10), id integer NOT NULL) PARTITION BY LIST (area);
CREATE TABLE areas_rest PARTITION OF areas DEFAULT;
CREATE TABLE areas_de (area varchar(10), id integer NOT NULL);
CREATE TABLE readings (at timestamptz, x integer, y integer) PARTITION BY RANGE (x, y);
CREATE TABLE readings_1 PARTITION OF readings FOR VALUES FROM (1, MINVALUE) TO (5, 3);
CREATE TABLE readings_2 PARTITION OF readings FOR VALUES FROM (5, 3) TO (5, 9);
CREATE TABLE readings_rest (at timestamptz, x integer, y integer);
