INSERT INTO app.tasks VALUES (1, 'done'), (2, 'open');
