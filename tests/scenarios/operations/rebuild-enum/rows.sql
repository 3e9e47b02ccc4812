INSERT INTO "Cases" VALUES (1, 'open', 'open'), (2, 'closed', NULL);
