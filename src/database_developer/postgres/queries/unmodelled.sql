-- What stands in the database, is nobody's extension, and is not in the model: its kind and its name.
WITH members AS (
    SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
), found AS (
    SELECT 'rule' AS kind, format('%s of %I.%I', r.rulename, n.nspname, c.relname) AS name,
        'pg_rewrite'::regclass AS catalog, r.oid
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE r.rulename <> '_RETURN' AND $shown_namespace
        AND (c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass))
    UNION ALL
    SELECT CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE 'window function' END,
        format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
        'pg_proc'::regclass, p.oid
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prokind IN ('a', 'w') AND $shown_namespace
    UNION ALL
    SELECT CASE t.typtype WHEN 'r' THEN 'range type' ELSE 'base type' END, format('%I.%I', n.nspname, t.typname),
        'pg_type'::regclass, t.oid
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE (t.typtype = 'r' OR t.typtype = 'b' AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid))
        AND $shown_namespace
    UNION ALL
    SELECT 'operator', format('%I.%s(%s, %s)', n.nspname, o.oprname, o.oprleft::regtype, o.oprright::regtype),
        'pg_operator'::regclass, o.oid
    FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE $shown_namespace
    UNION ALL
    SELECT 'operator class', format('%I.%I', n.nspname, o.opcname), 'pg_opclass'::regclass, o.oid
    FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace WHERE $shown_namespace
    UNION ALL
    SELECT 'collation', format('%I.%I', n.nspname, o.collname), 'pg_collation'::regclass, o.oid
    FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace WHERE $shown_namespace
    UNION ALL
    SELECT 'conversion', format('%I.%I', n.nspname, o.conname), 'pg_conversion'::regclass, o.oid
    FROM pg_conversion o JOIN pg_namespace n ON n.oid = o.connamespace WHERE $shown_namespace
    UNION ALL
    SELECT 'text search configuration', format('%I.%I', n.nspname, o.cfgname), 'pg_ts_config'::regclass, o.oid
    FROM pg_ts_config o JOIN pg_namespace n ON n.oid = o.cfgnamespace WHERE $shown_namespace
    UNION ALL
    SELECT 'text search dictionary', format('%I.%I', n.nspname, o.dictname), 'pg_ts_dict'::regclass, o.oid
    FROM pg_ts_dict o JOIN pg_namespace n ON n.oid = o.dictnamespace WHERE $shown_namespace
    UNION ALL
    SELECT 'cast', format('%s to %s', k.castsource::regtype, k.casttarget::regtype), 'pg_cast'::regclass, k.oid
    FROM pg_cast k WHERE k.oid >= 16384
    UNION ALL
    SELECT 'event trigger', e.evtname::text, 'pg_event_trigger'::regclass, e.oid FROM pg_event_trigger e
    UNION ALL
    SELECT 'publication', p.pubname::text, 'pg_publication'::regclass, p.oid FROM pg_publication p
    UNION ALL
    SELECT 'language', l.lanname::text, 'pg_language'::regclass, l.oid FROM pg_language l WHERE l.oid >= 16384
    UNION ALL
    SELECT 'foreign-data wrapper', w.fdwname::text, 'pg_foreign_data_wrapper'::regclass, w.oid
    FROM pg_foreign_data_wrapper w
    UNION ALL
    SELECT 'foreign server', s.srvname::text, 'pg_foreign_server'::regclass, s.oid FROM pg_foreign_server s
    UNION ALL
    SELECT 'server and options of the foreign table', format('%I.%I', n.nspname, c.relname), 'pg_class'::regclass, c.oid
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'f' AND $shown_namespace
    UNION ALL
    SELECT 'statistics object of a view', format('%I.%I', n.nspname, s.stxname), 'pg_statistic_ext'::regclass, s.oid
    FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace JOIN pg_class c ON c.oid = s.stxrelid
    WHERE c.relkind = 'm' AND $shown_namespace
    UNION ALL
    SELECT 'type of the typed table', format('%I.%I', n.nspname, c.relname), 'pg_class'::regclass, c.oid
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.reloftype <> 0 AND $shown_namespace
    UNION ALL
    SELECT 'tablespace of', format('%I.%I', n.nspname, c.relname), 'pg_class'::regclass, c.oid
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.reltablespace <> 0 AND $shown_namespace
    UNION ALL
    SELECT 'access method of', format('%I.%I', n.nspname, c.relname), 'pg_class'::regclass, c.oid
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am m ON m.oid = c.relam
    WHERE c.relkind IN ('r', 'm') AND m.amname <> 'heap' AND $shown_namespace
    UNION ALL
    SELECT 'clustering by the index', format('%I.%I', n.nspname, c.relname), 'pg_class'::regclass, c.oid
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE i.indisclustered AND $shown_namespace
    UNION ALL
    SELECT 'statistics target of a column of the index', format('%I.%I', n.nspname, c.relname), 'pg_class'::regclass, c.oid
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('i', 'I') AND $shown_namespace
        AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attstattarget >= 0)
    UNION ALL
    SELECT 'default privileges of the role', pg_get_userbyid(d.defaclrole)::text, 'pg_default_acl'::regclass, d.oid
    FROM pg_default_acl d
)
SELECT DISTINCT kind, name
FROM found f
WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = f.catalog AND m.objid = f.oid)
    AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = f.catalog AND d.objid = f.oid AND d.deptype = 'i' AND f.catalog = 'pg_cast'::regclass
    )
ORDER BY kind, name
