CREATE FUNCTION add(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE RETURN a + b;
CREATE FUNCTION add(a text, b text) RETURNS text LANGUAGE sql AS $$ SELECT a || b $$;
CREATE FUNCTION secret() RETURNS SETOF date LANGUAGE plpgsql SECURITY DEFINER STABLE
    SET search_path = pg_catalog, public SET work_mem = '8MB' AS $body$ BEGIN RETURN; END $body$;
CREATE FUNCTION listed(OUT x int, OUT y text, VARIADIC rest int[]) LANGUAGE sql AS $$ SELECT 1, 'a' $$;
CREATE FUNCTION tabled(n int) RETURNS TABLE (a int, b text) LANGUAGE sql ROWS 5 AS $$ SELECT 1, 'a' $$;
CREATE PROCEDURE act(INOUT n int) LANGUAGE plpgsql AS $$ BEGIN n := n + 1; END $$;
CREATE AGGREGATE my_sum(int) (sfunc = int4pl, stype = int);
COMMENT ON FUNCTION add(int, int) IS 'adds';
COMMENT ON PROCEDURE act(int) IS 'acts';
REVOKE EXECUTE ON FUNCTION secret() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION secret() TO pg_monitor;
CREATE TABLE function_users (a int DEFAULT add(1, 2), b text);
CREATE INDEX function_users_add ON function_users (add(a));
