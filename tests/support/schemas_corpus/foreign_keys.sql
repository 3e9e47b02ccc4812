CREATE TABLE orders (
    tenant int, number int, parent int, PRIMARY KEY (tenant, number), UNIQUE (number, tenant),
    CONSTRAINT orders_parent FOREIGN KEY (tenant, parent) REFERENCES orders (tenant, number)
        ON UPDATE CASCADE ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE order_lines (
    tenant int, number int, other_tenant int, other_number int, maybe int UNIQUE,
    FOREIGN KEY (tenant, number) REFERENCES orders MATCH FULL ON DELETE SET NULL,
    FOREIGN KEY (other_tenant, other_number) REFERENCES orders ON UPDATE SET DEFAULT DEFERRABLE,
    FOREIGN KEY (maybe) REFERENCES order_lines (maybe)
);
ALTER TABLE order_lines ADD CONSTRAINT late FOREIGN KEY (number, tenant)
    REFERENCES orders (number, tenant) NOT VALID;
