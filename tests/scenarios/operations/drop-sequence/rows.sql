INSERT INTO invoices (total) VALUES (1), (2);
