"""The kinds of statement a ticket may ask for, and what each of them may not contain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pglast import ast, enums

Objection = str | None  # the name of what is refused

_EXTENSIONS = frozenset(
    {
        "btree_gin",
        "btree_gist",
        "citext",
        "cube",
        "fuzzystrmatch",
        "hstore",
        "intarray",
        "isn",
        "ltree",
        "pg_trgm",
        "pgcrypto",
        "seg",
        "unaccent",
        "uuid-ossp",
    }
)

_Change = enums.AlterTableType
_CHANGES = frozenset(
    {
        _Change.AT_AddColumn,
        _Change.AT_ColumnDefault,
        _Change.AT_DropNotNull,
        _Change.AT_SetNotNull,
        _Change.AT_SetExpression,
        _Change.AT_DropExpression,
        _Change.AT_SetStatistics,
        _Change.AT_SetStorage,
        _Change.AT_SetCompression,
        _Change.AT_SetOptions,
        _Change.AT_ResetOptions,
        _Change.AT_DropColumn,
        _Change.AT_AddConstraint,
        _Change.AT_AlterConstraint,
        _Change.AT_ValidateConstraint,
        _Change.AT_DropConstraint,
        _Change.AT_AlterColumnType,
        _Change.AT_AddIdentity,
        _Change.AT_SetIdentity,
        _Change.AT_DropIdentity,
        _Change.AT_SetRelOptions,
        _Change.AT_ResetRelOptions,
        _Change.AT_AddInherit,
        _Change.AT_DropInherit,
        _Change.AT_AttachPartition,
        _Change.AT_DetachPartition,
        _Change.AT_EnableRowSecurity,
        _Change.AT_ForceRowSecurity,
    }
)
_CHANGE_NAMES = {
    _Change.AT_ChangeOwner: "ALTER TABLE ... OWNER TO",
    _Change.AT_SetTableSpace: "ALTER TABLE ... SET TABLESPACE",
    _Change.AT_DisableRowSecurity: "ALTER TABLE ... DISABLE ROW LEVEL SECURITY",
    _Change.AT_NoForceRowSecurity: "ALTER TABLE ... NO FORCE ROW LEVEL SECURITY",
    _Change.AT_GenericOptions: "ALTER TABLE ... OPTIONS",
}

_Object = enums.ObjectType
_COMMENTED = frozenset(
    {
        _Object.OBJECT_TABLE,
        _Object.OBJECT_COLUMN,
        _Object.OBJECT_VIEW,
        _Object.OBJECT_MATVIEW,
        _Object.OBJECT_INDEX,
        _Object.OBJECT_SEQUENCE,
        _Object.OBJECT_TYPE,
        _Object.OBJECT_DOMAIN,
        _Object.OBJECT_DOMCONSTRAINT,
        _Object.OBJECT_TABCONSTRAINT,
        _Object.OBJECT_FUNCTION,
        _Object.OBJECT_TRIGGER,
        _Object.OBJECT_SCHEMA,
    }
)
_RENAMED = frozenset({_Object.OBJECT_TABLE, _Object.OBJECT_COLUMN, _Object.OBJECT_TABCONSTRAINT, _Object.OBJECT_INDEX})


def _nothing(statement: Any) -> Objection:
    return None


def _altered_table(statement: Any) -> Objection:
    if statement.objtype not in {_Object.OBJECT_TABLE, _Object.OBJECT_INDEX}:
        return "ALTER of this kind of object"
    for change in statement.cmds:
        kind = change.subtype
        if kind not in _CHANGES:
            return _CHANGE_NAMES.get(kind, f"ALTER TABLE ... {_words(kind.name.removeprefix('AT_'))}")
    return None


def _created_extension(statement: Any) -> Objection:
    options = {option.defname for option in statement.options or ()}
    if statement.extname not in _EXTENSIONS or options - {"schema", "new_version"}:
        return f"CREATE EXTENSION {statement.extname}"
    return None


def _created_schema(statement: Any) -> Objection:
    if statement.authrole is not None:
        return "CREATE SCHEMA ... AUTHORIZATION"
    inner = (objection(element) for element in statement.schemaElts or ())
    return next((found for found in inner if found), None)


def _created_table_as(statement: Any) -> Objection:
    return None if statement.objtype == _Object.OBJECT_MATVIEW else "CREATE TABLE ... AS"


def _commented(statement: Any) -> Objection:
    if statement.objtype in _COMMENTED:
        return None
    return f"COMMENT ON {_words(statement.objtype.name.removeprefix('OBJECT_'))}"


def _renamed(statement: Any) -> Objection:
    if statement.renameType in _RENAMED:
        return None
    return f"ALTER {_words(statement.renameType.name.removeprefix('OBJECT_'))} ... RENAME"


def _created_function(statement: Any) -> Objection:
    if statement.is_procedure:
        return "CREATE PROCEDURE"
    options = {option.defname: option.arg for option in statement.options or ()}
    language = options["language"].sval if "language" in options else "sql"
    if language not in {"sql", "plpgsql"}:
        return f"CREATE FUNCTION ... LANGUAGE {language}"
    if "security" in options and options["security"].boolval:
        return "CREATE FUNCTION ... SECURITY DEFINER"
    if "set" in options and options["set"].name != "search_path":
        return f"CREATE FUNCTION ... SET {options['set'].name}"
    forbidden = {"leakproof", "support", "transform"} & options.keys()
    return f"CREATE FUNCTION ... {forbidden.pop().upper()}" if forbidden else None


def _dropped(statement: Any) -> Objection:
    """Indexes hold no data of their own; whatever does is removed by other words, and set aside."""
    if statement.removeType != _Object.OBJECT_INDEX:
        return f"DROP {_words(statement.removeType.name.removeprefix('OBJECT_'))}"
    return "DROP INDEX ... CASCADE" if statement.behavior == enums.DropBehavior.DROP_CASCADE else None


_ALLOWED: Mapping[type, Callable[[Any], Objection]] = {
    ast.SelectStmt: _nothing,
    ast.CreateStmt: _nothing,
    ast.IndexStmt: _nothing,
    ast.CreateEnumStmt: _nothing,
    ast.CreateDomainStmt: _nothing,
    ast.CreateSeqStmt: _nothing,
    ast.ViewStmt: _nothing,
    ast.CreateTrigStmt: _nothing,
    ast.CreateTableAsStmt: _created_table_as,
    ast.CreateFunctionStmt: _created_function,
    ast.CreateSchemaStmt: _created_schema,
    ast.CreateExtensionStmt: _created_extension,
    ast.AlterTableStmt: _altered_table,
    ast.RenameStmt: _renamed,
    ast.DropStmt: _dropped,
    ast.CommentStmt: _commented,
}

ALLOWED_IN_WORDS = (
    "SELECT, CREATE TABLE, INDEX, TYPE ... AS ENUM, DOMAIN, SEQUENCE, VIEW, MATERIALIZED VIEW, "
    "FUNCTION in sql or plpgsql, TRIGGER, SCHEMA and trusted EXTENSIONs, ALTER TABLE, DROP INDEX, and COMMENT"
)


def is_allowed_kind(statement: ast.Node) -> bool:
    """Whether a ticket may ask for such statements at all."""
    return type(statement) in _ALLOWED


def objection(statement: ast.Node) -> Objection:
    """What the statement may not be or hold, by name; "" where its whole kind is refused."""
    check = _ALLOWED.get(type(statement))
    return check(statement) if check else ""


def _words(name: str) -> str:
    """``EnableAlwaysTrig`` and ``FOREIGN_TABLE`` as words in capitals."""
    spaced = "".join(f" {letter}" if letter.isupper() and not name.isupper() else letter for letter in name)
    return spaced.replace("_", " ").strip().upper()
