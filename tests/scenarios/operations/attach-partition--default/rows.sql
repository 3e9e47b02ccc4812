INSERT INTO areas VALUES ('fr', 1), ('', 2);
INSERT INTO areas_de VALUES ('de', 3), (NULL, 4), ('it''s', 5);
INSERT INTO readings_rest VALUES (now(), 0, 1), (now(), 5, 9), (now(), NULL, 1);
