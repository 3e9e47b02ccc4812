CREATE TABLE areas (area varchar(10), id serial, note text, parent integer);
CREATE INDEX areas_id ON areas (id);
CREATE MATERIALIZED VIEW area_counts AS SELECT area, count(*) AS n FROM areas GROUP BY area;
