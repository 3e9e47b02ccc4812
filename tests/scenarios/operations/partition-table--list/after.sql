CREATE TABLE areas (area varchar(10), id serial, note text, parent integer) PARTITION BY LIST (lower(area));
CREATE INDEX areas_id ON areas (id);
CREATE TABLE areas_rest PARTITION OF areas DEFAULT;
CREATE TABLE areas_de PARTITION OF areas FOR VALUES IN ('de', NULL);
CREATE MATERIALIZED VIEW area_counts AS SELECT area, count(*) AS n FROM areas GROUP BY area;
