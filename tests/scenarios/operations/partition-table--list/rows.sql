INSERT INTO areas (area, note) VALUES ('fr', 'x'), ('it', 'y');
