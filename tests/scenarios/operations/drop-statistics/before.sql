CREATE SCHEMA planning;
CREATE TABLE roads (id bigint PRIMARY KEY, city text, zip text, length numeric);
CREATE STATISTICS planning.roads_places (dependencies, mcv) ON city, zip FROM roads;
CREATE STATISTICS roads_all (ndistinct) ON city, zip, length FROM roads;
ALTER STATISTICS roads_all SET STATISTICS 500;
COMMENT ON STATISTICS roads_all IS 'for the report';
