INSERT INTO old.notes (mood) VALUES ('sad'), ('happy');
INSERT INTO notes VALUES (1, 'sad');
