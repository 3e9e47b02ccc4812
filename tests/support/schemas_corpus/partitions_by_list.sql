CREATE TABLE areas (area text, id int, other int, UNIQUE (area, id)) PARTITION BY LIST (area);
CREATE TABLE areas_de (id int, other int, area text);
ALTER TABLE areas ATTACH PARTITION areas_de FOR VALUES IN ('de', 'it''s', NULL);
CREATE TABLE areas_by (area text, id int, other int);
ALTER TABLE areas ATTACH PARTITION areas_by FOR VALUES IN ('by');
ALTER TABLE areas ADD CONSTRAINT areas_to_self FOREIGN KEY (area, other) REFERENCES areas (area, id);
