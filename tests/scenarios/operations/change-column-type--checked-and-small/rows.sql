INSERT INTO articles VALUES (1, 'first', 9.99), (2, 'gift', 0);
INSERT INTO notes VALUES ('a note');
