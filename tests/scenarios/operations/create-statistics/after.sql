CREATE TABLE roads (id bigint PRIMARY KEY, city text, zip text, length numeric);
CREATE STATISTICS roads_places (dependencies, mcv) ON city, zip FROM roads;
CREATE STATISTICS roads_words ON lower(city) FROM roads;
ALTER STATISTICS roads_places SET STATISTICS 500;
COMMENT ON STATISTICS roads_places IS 'a zip belongs to one city';
