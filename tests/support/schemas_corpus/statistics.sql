CREATE TABLE roads (id bigint PRIMARY KEY, city text, zip text, length numeric, built date);
CREATE STATISTICS roads_places (dependencies, mcv) ON city, zip FROM roads;
CREATE STATISTICS roads_all ON city, zip, length FROM roads;
CREATE STATISTICS roads_words ON lower(city) FROM roads;
CREATE STATISTICS "Roads by year" (ndistinct) ON city, date_part('year', built) FROM roads;
ALTER STATISTICS roads_all SET STATISTICS 500;
COMMENT ON STATISTICS roads_places IS 'a zip belongs to one city';
