INSERT INTO shop.customers (mail, name) VALUES ('a@example.com', 'a');
INSERT INTO shop.orders VALUES (1, 1, 'x');
