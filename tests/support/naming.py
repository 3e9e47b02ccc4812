"""Where SQL gives names to things, and where it uses names of the system's."""

from __future__ import annotations

from pglast import ast, visitors


class Systems(visitors.Visitor):
    """Where the names of types and functions start that are not the user's."""

    def __init__(self, types: frozenset[str], functions: frozenset[str]) -> None:
        self._types = types
        self._functions = functions
        self.starts: set[int] = set()

    def visit_TypeName(self, ancestors: object, node: ast.TypeName) -> None:  # noqa: N802
        if node.names and node.names[-1].sval not in self._types and node.location is not None:
            self.starts.add(node.location)

    def visit_FuncCall(self, ancestors: object, node: ast.FuncCall) -> None:  # noqa: N802
        if node.funcname[-1].sval not in self._functions and node.location is not None:
            self.starts.add(node.location)


class Defined(visitors.Visitor):
    """The names that statements give."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.tables: set[str] = set()
        self.columns: set[str] = set()
        self.types: set[str] = set()
        self.functions: set[str] = set()

    def __call__(self, node: object) -> object:
        for raw in node:  # type: ignore[attr-defined]
            super().__call__(raw)
        return node

    def visit_CreateStmt(self, ancestors: object, node: ast.CreateStmt) -> None:  # noqa: N802
        table = node.relation.relname
        self._table(table)
        for element in node.tableElts or ():
            if isinstance(element, ast.ColumnDef):
                self._column(element.colname)

    def visit_AlterTableStmt(self, ancestors: object, node: ast.AlterTableStmt) -> None:  # noqa: N802
        for command in node.cmds:
            if isinstance(command.def_, ast.ColumnDef) and command.def_.colname:
                self._column(command.def_.colname)

    def visit_CompositeTypeStmt(self, ancestors: object, node: ast.CompositeTypeStmt) -> None:  # noqa: N802
        self._type(node.typevar.relname)
        self.names |= {column.colname for column in node.coldeflist or ()}

    def visit_CreateEnumStmt(self, ancestors: object, node: ast.CreateEnumStmt) -> None:  # noqa: N802
        self._type(node.typeName[-1].sval)

    def visit_CreateDomainStmt(self, ancestors: object, node: ast.CreateDomainStmt) -> None:  # noqa: N802
        self._type(node.domainname[-1].sval)

    def visit_CreateFunctionStmt(self, ancestors: object, node: ast.CreateFunctionStmt) -> None:  # noqa: N802
        name = node.funcname[-1].sval
        self.functions.add(name)
        self.names.add(name)
        self.names |= {parameter.name for parameter in node.parameters or () if parameter.name}

    def visit_Constraint(self, ancestors: object, node: ast.Constraint) -> None:  # noqa: N802
        self._name(node.conname)

    def visit_IndexStmt(self, ancestors: object, node: ast.IndexStmt) -> None:  # noqa: N802
        self._name(node.idxname)

    def visit_CreateSchemaStmt(self, ancestors: object, node: ast.CreateSchemaStmt) -> None:  # noqa: N802
        self._name(node.schemaname)

    def visit_CreateSeqStmt(self, ancestors: object, node: ast.CreateSeqStmt) -> None:  # noqa: N802
        self._name(node.sequence.relname)

    def visit_ViewStmt(self, ancestors: object, node: ast.ViewStmt) -> None:  # noqa: N802
        self._table(node.view.relname)
        self.names |= {alias.sval for alias in node.aliases or ()}

    def visit_CreateTableAsStmt(self, ancestors: object, node: ast.CreateTableAsStmt) -> None:  # noqa: N802
        self._table(node.into.rel.relname)

    def visit_ResTarget(self, ancestors: object, node: ast.ResTarget) -> None:  # noqa: N802
        self._name(node.name)

    def visit_CreateTrigStmt(self, ancestors: object, node: ast.CreateTrigStmt) -> None:  # noqa: N802
        self._name(node.trigname)

    def visit_CreatePolicyStmt(self, ancestors: object, node: ast.CreatePolicyStmt) -> None:  # noqa: N802
        self._name(node.policy_name)

    def visit_RenameStmt(self, ancestors: object, node: ast.RenameStmt) -> None:  # noqa: N802
        self._column(node.newname)

    def visit_DefElem(self, ancestors: object, node: ast.DefElem) -> None:  # noqa: N802
        if node.defname == "sequence_name":
            self._name(node.arg[-1].sval)

    def _name(self, name: str | None) -> None:
        if name:
            self.names.add(name)

    def _table(self, name: str) -> None:
        self._type(name)
        self.tables.add(name)

    def _column(self, name: str) -> None:
        self.names.add(name)
        self.columns.add(name)

    def _type(self, name: str) -> None:
        self.types.add(name)
        self.names.add(name)
