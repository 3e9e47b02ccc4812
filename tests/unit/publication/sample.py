"""A small schema and everything a run leaves about it, made by hand."""

from __future__ import annotations

from database_developer.model.design import Decision, Design, Ground, ServedQuery
from database_developer.model.migration import (
    Facts,
    Lock,
    LockMode,
    Migration,
    Operation,
    Restores,
    Reversal,
    Statement,
    Step,
)
from database_developer.model.names import QualifiedName, of, part_of
from database_developer.model.proof import Observation, Proof, Verdict, Verification
from database_developer.model.request import Criterion, Fate, Question, Quote, Request, Sentence
from database_developer.model.schema import (
    Column,
    Constraint,
    ConstraintKind,
    Enum,
    Identity,
    Index,
    IndexKey,
    NotNull,
    Reference,
    Schema,
    SequenceOptions,
    Table,
)
from database_developer.model.ticket import Ticket
from database_developer.publication.material import Material

NASTY = "a | b ` c *d* <b>e</b> */ \"\"\" ''' \n# f [x](y) $z$ \\"
NOT_NULL = NotNull()


def public(name: str) -> QualifiedName:
    return QualifiedName("public", name)


def column(
    name: str, kind: str, *, required: bool = True, default: str | None = None, comment: str | None = None
) -> Column:
    return Column(name=name, type=kind, not_null=NOT_NULL if required else None, default=default, comment=comment)


def key(table: str, kind: str = "integer") -> Column:
    identity = Identity(
        always=False, options=SequenceOptions(type=kind, maximum=2**31 - 1 if kind == "integer" else 2**63 - 1)
    )
    return Column(name="id", type=kind, not_null=NOT_NULL, identity=identity)


def primary(table: str, *columns: str) -> Constraint:
    return Constraint(
        name=f"{table}_pkey",
        kind=ConstraintKind.PRIMARY_KEY,
        columns=columns,
        definition=f"PRIMARY KEY ({', '.join(columns)})",
    )


def unique(table: str, *columns: str) -> Constraint:
    return Constraint(
        name=f"{table}_{'_'.join(columns)}_key",
        kind=ConstraintKind.UNIQUE,
        columns=columns,
        definition=f"UNIQUE ({', '.join(columns)})",
    )


def foreign(
    table: str, columns: tuple[str, ...], parent: str, targets: tuple[str, ...] = ("id",), delete: str = "no action"
) -> Constraint:
    action = "" if delete == "no action" else f" ON DELETE {delete.upper()}"
    return Constraint(
        name=f"{table}_{'_'.join(columns)}_fkey",
        kind=ConstraintKind.FOREIGN_KEY,
        columns=columns,
        definition=f"FOREIGN KEY ({', '.join(columns)}) REFERENCES public.{parent}({', '.join(targets)}){action}",
        reference=Reference(table=public(parent), columns=targets, on_delete=delete),
    )


def check(table: str, name: str, expression: str, *columns: str) -> Constraint:
    return Constraint(
        name=f"{table}_{name}_check",
        kind=ConstraintKind.CHECK,
        columns=columns,
        expression=expression,
        definition=f"CHECK (({expression}))",
    )


STAMPS = (
    column("created_at", "timestamp with time zone", default="now()"),
    column("updated_at", "timestamp with time zone", default="now()"),
)
USERS = Table(
    name=public("users"),
    columns=(
        key("users"),
        column("email", "character varying(255)"),
        column("display_name", "text", required=False),
        column("referred_by_id", "integer", required=False),
        *STAMPS,
    ),
    constraints=(
        primary("users", "id"),
        unique("users", "email"),
        foreign("users", ("referred_by_id",), "users", delete="set null"),
    ),
    comment="People who sign in",
)
EVENTS = Table(
    name=public("analytics_events"),
    columns=(
        key("analytics_events", "bigint"),
        column("user_id", "integer", comment='who did it; "nobody" is not allowed'),
        column("event_type", "character varying(100)"),
        column("event_data", "jsonb", required=False),
        *STAMPS,
    ),
    constraints=(
        primary("analytics_events", "id"),
        check("analytics_events", "event_type", "(event_type)::text <> ''::text", "event_type"),
        foreign("analytics_events", ("user_id",), "users", delete="cascade"),
    ),
    indexes=(
        Index(
            name="analytics_events_user_id_created_at_idx",
            definition="btree (user_id, created_at DESC)",
            keys=(IndexKey(text="user_id"), IndexKey(text="created_at", descending=True, nulls_first=True)),
        ),
        Index(
            name="analytics_events_event_data_idx",
            definition="gin (event_data jsonb_path_ops)",
            method="gin",
            keys=(IndexKey(text="event_data", opclass="jsonb_path_ops"),),
        ),
    ),
    comment="What users do | in the product",
)
SUMMARY = Table(
    name=public("analytics_daily_summary"),
    columns=(
        key("analytics_daily_summary", "bigint"),
        column("user_id", "integer"),
        column("summary_date", "date"),
        column("event_counts", "jsonb", default="'{}'::jsonb"),
    ),
    constraints=(
        primary("analytics_daily_summary", "id"),
        unique("analytics_daily_summary", "user_id", "summary_date"),
        foreign("analytics_daily_summary", ("user_id",), "users", delete="cascade"),
    ),
)
TEAMS = Table(
    name=public("teams"),
    columns=(
        key("teams"),
        column("name", "text"),
        column("plan", "public.plan", default="'free'::public.plan"),
        column("owner_id", "integer"),
        column("creator_id", "integer", required=False),
    ),
    constraints=(
        primary("teams", "id"),
        foreign("teams", ("owner_id",), "users", delete="restrict"),
        foreign("teams", ("creator_id",), "users"),
    ),
    indexes=(
        Index(
            name="one_team_for_each_owner",
            definition="btree (owner_id) INCLUDE (name) WHERE (plan = 'free'::public.plan)",
            unique=True,
            keys=(IndexKey(text="owner_id"),),
            include=("name",),
            predicate="(plan = 'free'::public.plan)",
        ),
        Index(
            name="teams_lower_idx",
            definition="btree (lower(name))",
            keys=(IndexKey(text="lower(name)", is_expression=True),),
        ),
    ),
)
MEMBERSHIPS = Table(
    name=public("memberships"),
    columns=(
        column("team_id", "integer"),
        column("user_id", "integer"),
        column("role", "text", default="'member'::text"),
    ),
    constraints=(
        primary("memberships", "team_id", "user_id"),
        foreign("memberships", ("team_id",), "teams", delete="cascade"),
        foreign("memberships", ("user_id",), "users", delete="cascade"),
    ),
)
BADGES = Table(
    name=public("badges"),
    columns=(
        column("team_id", "integer"),
        column("user_id", "integer"),
        column("color", "numeric(10,2)", required=False),
    ),
    constraints=(
        primary("badges", "team_id", "user_id"),
        foreign("badges", ("team_id", "user_id"), "memberships", ("team_id", "user_id"), delete="cascade"),
    ),
)
PLAN = Enum(name=public("plan"), labels=("free", "paid"))
BEFORE = Schema(enums={PLAN.name: PLAN}, tables={table.name: table for table in (USERS, TEAMS, MEMBERSHIPS, BADGES)})
AFTER = Schema(
    enums={PLAN.name: PLAN},
    tables={table.name: table for table in (USERS, TEAMS, MEMBERSHIPS, BADGES, EVENTS, SUMMARY)},
)


def quote(text: str, line: int) -> Quote:
    return Quote(text=text, line=line)


class Made(Operation):
    """Stands in for any operation: what it is made of is in its step."""

    kind = "create-table"

    @classmethod
    def answering(cls, differences, before):  # type: ignore[no-untyped-def]
        return iter(())

    def subject(self):  # type: ignore[no-untyped-def]
        return of("table", EVENTS.name)

    def describe(self) -> str:
        return "create table"

    def apply(self, before: Schema) -> Schema:
        return before

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        return ()

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        return Reversal(statements=())


def step(
    description: str, sql: str, undo: str, *locks: Lock, restores: Restores = Restores.EVERYTHING, note: str = ""
) -> Step:
    return Step(
        operation=Made(),
        kind="create-table",
        description=description,
        forward=(Statement(sql=sql, why=description, locks=locks),),
        reversal=Reversal(statements=(Statement(sql=undo, why="undo"),), restores=restores, note=note),
    )


MIGRATION = Migration(
    before=BEFORE,
    after=AFTER,
    before_hash="abc123",
    steps=(
        step(
            "create table analytics_events",
            "CREATE TABLE analytics_events ()",
            "DROP TABLE analytics_events",
            restores=Restores.STRUCTURE,
            note="the events themselves are gone",
        ),
        step(
            "add foreign key analytics_events_user_id_fkey",
            "ALTER TABLE analytics_events ADD FOREIGN KEY (user_id) REFERENCES users",
            "ALTER TABLE analytics_events DROP CONSTRAINT analytics_events_user_id_fkey",
            Lock(relation=USERS.name, mode=LockMode.SHARE_ROW_EXCLUSIVE),
        ),
    ),
)
INDEX = "analytics_events_user_id_created_at_idx"
DESIGN = Design(
    target=AFTER,
    decisions=(
        Decision(
            address=of("table", EVENTS.name),
            what="table analytics_events",
            why="the ticket names it",
            ground=Ground.TICKET,
            rule="entities",
            quote=quote("Table names: `analytics_events` and `analytics_daily_summary`.", 31),
        ),
        Decision(
            address=part_of("index", EVENTS.name, INDEX),
            what="index on user and time",
            why="read newest first",
            ground=Ground.TICKET,
            rule="lookups",
        ),
        Decision(
            address=part_of("column", EVENTS.name, "id"),
            what="bigint keys",
            why="5 million events a month outgrow integer",
            ground=Ground.RULE,
            rule="keys",
            is_assumption=True,
        ),
    ),
    queries=(
        ServedQuery(
            id="q1",
            title="one user's events",
            sql="SELECT * FROM analytics_events WHERE user_id = $1 ORDER BY created_at DESC LIMIT 50",
            quote=quote("We look up one user's events, newest first, 50 at a time.", 47),
            indexes=(public(INDEX),),
        ),
    ),
    questions=(
        Question(id="retention", text="How long are events kept?", proposals=("90 days", "for ever"), blocking=False),
    ),
)
REQUEST = Request(
    ticket="KAN-29",
    criteria=(Criterion(text="Indexes implemented", quote=quote("Indexes implemented", 60)),),
    sentences=(
        Sentence(quote=quote("An event belongs to a user", 23), fate=Fate.USED),
        Sentence(quote=quote("As a product manager I want to see", 18), fate=Fate.CONTEXT),
        Sentence(quote=quote("Frobnicate the | summary.", 50), fate=Fate.NOT_UNDERSTOOD),
    ),
)
PROOF = Proof(
    server="PostgreSQL 18.6",
    observations=(
        Observation(
            id="queries/q1",
            exercise="queries",
            claim="one user's events: served by an index",
            verdict=Verdict.PASSED,
            observed="0.11 ms with the index, 14.20 ms without it",
            evidence={"milliseconds": 0.11, "without": {"milliseconds": 14.2}, "rows": {"users": 1000}},
            seconds=0.5,
        ),
        Observation(
            id="there_and_back/forward",
            exercise="there_and_back",
            claim="the schema is as planned",
            verdict=Verdict.PASSED,
            observed="no difference",
        ),
    ),
    criteria=(
        Verification(criterion="Indexes implemented", met=True, observations=("queries/q1",)),
        Verification(criterion="Security measures implemented", met=None, remark="nothing decides this"),
        Verification(criterion="Everything else", met=False, observations=("there_and_back/forward",)),
    ),
)
TICKET = Ticket(key="KAN-29", summary="User Dashboard Analytics - DB", fingerprint="f00")
FILES = {
    "migrations/20260102000000_kan_29_events.up.sql": "CREATE TABLE analytics_events ();\n",
    "migrations/20260102000000_kan_29_events.down.sql": "DROP TABLE analytics_events;\n",
}
MATERIAL = Material(
    ticket=TICKET,
    request=REQUEST,
    design=DESIGN,
    migration=MIGRATION,
    proof=PROOF,
    migration_files=FILES,
    seed_script="-- seeds\n",
)
