"""Functions that reach beyond the rows of a database: files, other servers, other sessions, text that is run."""

from __future__ import annotations

# Every name that begins with "pg_" is the server's own; these of them only look.
_HARMLESS_PG = frozenset(
    {
        "pg_typeof",
        "pg_size_pretty",
        "pg_column_size",
        "pg_get_expr",
        "pg_get_indexdef",
        "pg_get_constraintdef",
        "pg_get_viewdef",
        "pg_get_serial_sequence",
        "pg_table_size",
        "pg_relation_size",
        "pg_indexes_size",
        "pg_total_relation_size",
        "pg_table_is_visible",
        "pg_trigger_depth",
    }
)

_DANGEROUS = frozenset(
    {
        "set_config",
        "setval",
        "connectby",
        "ts_stat",
        "ts_rewrite",
        "xpath_table",
        "xslt_process",
        "loread",
        "lowrite",
        "lo_manage",
        "inet_server_addr",
        "inet_server_port",
        "has_function_privilege",
    }
)

_DANGEROUS_BEGINNINGS = (
    "lo_",
    "dblink",
    "pg_",
    "query_to_xml",
    "table_to_xml",
    "cursor_to_xml",
    "schema_to_xml",
    "database_to_xml",
    "crosstab",
    "normal_rand",
    "binary_upgrade_",
    "brin_summarize_",
    "brin_desummarize_",
    "gin_clean_",
    "heap_force_",
    "postgres_fdw_",
    "file_fdw_",
    "plpgsql_",
)


def is_dangerous(function: str) -> bool:
    """Whether a ticket's SQL may not call this function (its bare name, as the parser folds it)."""
    if function in _HARMLESS_PG:
        return False
    return function in _DANGEROUS or function.startswith(_DANGEROUS_BEGINNINGS)
