INSERT INTO parents VALUES (1, 'a'), (2, 'b');
INSERT INTO middles (parent_id, above) VALUES (1, NULL), (2, 1);
INSERT INTO children VALUES (7, 2);
