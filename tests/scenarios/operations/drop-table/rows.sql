INSERT INTO users (email, nickname) VALUES ('ada@example.com', 'ada'), ('bob@example.com', NULL);
INSERT INTO "Event Log" (user_id, "eventType") VALUES (1, 'click');
