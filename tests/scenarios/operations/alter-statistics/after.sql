CREATE SCHEMA planning;
CREATE TABLE roads (id bigint PRIMARY KEY, city text, zip text);
CREATE STATISTICS planning.roads_places ON city, zip FROM roads;
ALTER STATISTICS planning.roads_places SET STATISTICS 500;
COMMENT ON STATISTICS planning.roads_places IS 'a zip belongs to one city';
