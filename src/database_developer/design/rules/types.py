"""Rule "types": the column type for an attribute, from its words and from the live schema's customs."""

from __future__ import annotations

from dataclasses import dataclass

from pglast import ast, parse_sql
from pglast.parser import ParseError

from database_developer.design.house_style import HouseStyle
from database_developer.design.naming import snake
from database_developer.model.request import AttributeAsk

RULE = "types"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChosenType:
    """A type and why it was chosen."""

    type: str
    why: str


# Each row: words of which one must occur in the attribute's name or in what is said about it -> type, reason.
# The order matters: the first row that fits decides.
_WRITTEN_NUMBERS = (
    "phone telephone mobile cell fax contact licence license policy serial batch lot card account "
    "registration passport tax vat tracking plate insurance membership social security identity national "
    "bank routing chassis reference certificate permit library badge"
)
WRITTEN_NUMBERS = frozenset(_WRITTEN_NUMBERS.split())
TIME_UNITS = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months", "years"})
_MEASURE_UNITS = (
    "grams grammes kilograms kilogrammes kilos kg tonnes tons ounces hectares acres millimetres "
    "millimeters mm centimetres centimeters cm millilitres milliliters ml metres meters kilometres "
    "kilometers km miles inches feet litres liters degrees celsius fahrenheit"
)
MEASURE_UNITS = frozenset(_MEASURE_UNITS.split())
_LENGTHS = frozenset({"duration", "interval", "delay", "timeout", "length", "period"})  # "opening hours" are none
_SHORT_MEASURES = MEASURE_UNITS - frozenset({"degrees", "feet", "inches"})  # "weight_kg", "aperture_mm"
PERIODICAL = frozenset({"hourly", "daily", "nightly", "weekly", "monthly", "yearly", "annual"})
BY_WORDS: tuple[tuple[frozenset[str], str, str], ...] = (
    (frozenset({"json", "jsonb", "document", "payload", "metadata"}), "jsonb", "a document of free form"),
    (frozenset({"uuid", "guid"}), "uuid", "a UUID"),
    (frozenset({"integer", "int"}), "integer", "a whole number"),
    (frozenset({"decimal", "decimals", "fractional"}), "numeric", "a number with decimals is exact"),
    (frozenset({"flag", "boolean", "bool", "whether", "yes"}), "boolean", "it is true or false"),
    (frozenset({"cents"}), "bigint", "an amount in cents is a whole number"),
    (
        frozenset({"price", "amount", "cost", "total", "salary", "fee", "balance", "money", "subtotal"})
        | frozenset({"premium", "rent", "wage", "deposit", "budget", "income", "commission"}),
        "numeric(12,2)",
        "money is exact, never floating",
    ),
    (frozenset({"percent", "percentage", "rate", "ratio"}), "numeric(5,2)", "a percentage is exact"),
    (frozenset({"latitude", "longitude", "lat", "lng"}), "numeric(9,6)", "a coordinate to about 10 cm"),
    (
        frozenset({"quantity", "count", "counter", "number", "position", "age", "year", "capacity", "score", "rating"})
        | frozenset({"mileage"}),
        "integer",
        "a whole number",
    ),
    (
        frozenset(
            {"weight", "volume", "height", "length", "width", "depth", "distance", "area", "temperature", "speed"}
        ),
        "numeric",
        "a measure is exact",
    ),
    (frozenset({"duration", "period"}), "interval", "a length of time"),
    (frozenset({"ip"}), "inet", "a network address"),
)
ALIASES = {
    "varchar": "character varying",
    "char": "character",
    "int": "integer",
    "int4": "integer",
    "int8": "bigint",
    "int2": "smallint",
    "bool": "boolean",
    "decimal": "numeric",
    "float8": "double precision",
    "timestamp": "timestamp without time zone",
    "timestamptz": "timestamp with time zone",
    "time": "time without time zone",
}
_DIGITS = 12  # of a number of which only the decimals are told
MOMENT_WORDS = frozenset({"moment", "when", "timestamp", "datetime", "time"})
DATE_WORDS = frozenset({"date", "day", "birthday", "birthdate", "deadline"})
OTHER_SYSTEMS = frozenset(
    {"external", "remote", "legacy", "foreign", "upstream", "stripe", "paypal", "google", "facebook", "github"}
    | {
        "gitlab",
        "apple",
        "microsoft",
        "salesforce",
        "hubspot",
        "zendesk",
        "jira",
        "slack",
        "twilio",
        "aws",
        "azure",
        "shopify",
    }
)
# The last words of a name that say what it is, whatever else is said.
BY_LAST_WORDS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("time", "zone"), "text", "a time zone is known by its name, such as Europe/Berlin"),
    (("timezone",), "text", "a time zone is known by its name, such as Europe/Berlin"),
    (("ip", "address"), "inet", "a network address"),
    (("mac", "address"), "macaddr", "a hardware address"),
    (("time", "of", "day"), "time without time zone", "a time of the day"),
    (("opening", "time"), "time without time zone", "a time of the day"),
    (("closing", "time"), "time without time zone", "a time of the day"),
    (("file", "size"), "bigint", "a number of bytes"),
    (("size", "in", "bytes"), "bigint", "a number of bytes"),
    (("bytes",), "bigint", "a number of bytes"),
    (("coordinates",), "point", "a place on the map"),
)
BOOLEAN_PREFIXES = ("is_", "has_", "can_", "should_", "allow_", "enable_")
BOOLEAN_NAMES = frozenset({"active", "enabled", "disabled", "deleted", "archived", "verified", "published", "visible"})


def choose_type(ask: AttributeAsk, style: HouseStyle) -> ChosenType | None:
    """The type for an attribute; None where the ticket names one that PostgreSQL cannot parse."""
    if ask.type:
        return _named(ask.type, style)
    if ask.identity:
        return ChosenType(type=style.key_type.value, why="a key that the server numbers, as the live keys")
    if ask.moment:
        return ChosenType(type=style.timestamp_type.value, why="a moment, as the live time stamps")
    if ask.max_length or ask.pattern:
        return _text(ask, style)
    return _by_words(ask, style) or _text(ask, style)


def _named(name: str, style: HouseStyle) -> ChosenType | None:
    try:
        tree = parse_sql(f"SELECT NULL::{name}")
    except ParseError:
        return None
    if not _is_one_cast(tree):
        return None
    if name.lower() in ("timestamp", "datetime") and style.timestamp_type.value.endswith("with time zone"):
        return ChosenType(type="timestamp with time zone", why="a moment is kept with its time zone")
    return ChosenType(type=name, why="the ticket names the type")


def _is_one_cast(tree: tuple[ast.RawStmt, ...]) -> bool:
    """Whether what was parsed is ``SELECT NULL::type`` and nothing more, whatever the name of the type held."""
    statement = tree[0].stmt
    if len(tree) != 1 or not isinstance(statement, ast.SelectStmt) or statement.fromClause or statement.whereClause:
        return False
    targets = statement.targetList or ()
    return len(targets) == 1 and isinstance(targets[0].val, ast.TypeCast)


def _by_words(ask: AttributeAsk, style: HouseStyle) -> ChosenType | None:
    name = snake(ask.attribute)
    said = set(snake(ask.hint).split("_")) if ask.hint else set()
    words = said | set(name.split("_"))
    certain = _counted(name, said) or _by_last_words(tuple(name.split("_")))
    if certain is not None:
        return certain
    if name.endswith("_at") or words & MOMENT_WORDS:
        return ChosenType(type=style.timestamp_type.value, why="a moment, as the live time stamps")
    for hints, type_name, why in BY_WORDS:
        if said & hints:
            return ChosenType(type=type_name, why=why)
    if words & DATE_WORDS:
        return ChosenType(type="date", why="a calendar day")
    if name.startswith(BOOLEAN_PREFIXES) or name in BOOLEAN_NAMES:
        return ChosenType(type="boolean", why="it is true or false")
    return _by_last_word(name)


def _by_last_words(words: tuple[str, ...]) -> ChosenType | None:
    """What the end of the name says for certain."""
    if len(words) > 1 and words[-1] == "id" and OTHER_SYSTEMS & set(words[:-1]):
        return ChosenType(type="text", why="an identifier of another system is kept as it is written there")
    if len(words) > 1 and words[-1] == "on" and words[0] not in {"is", "has"}:
        return ChosenType(type="date", why="a calendar day")
    if len(words) > 1 and (words[-1] == "seconds" or (words[-1] in TIME_UNITS and _LENGTHS & set(words[:-1]))):
        return ChosenType(type="integer", why="a whole number of such units")
    if len(words) > 1 and words[-1] in _SHORT_MEASURES and words[0] not in {"is", "has"}:
        return ChosenType(type="numeric", why="a measure is exact")
    found = (entry for entry in BY_LAST_WORDS if words[-len(entry[0]) :] == entry[0])
    return next((ChosenType(type=type_name, why=why) for _, type_name, why in found), None)


def _counted(name: str, said: set[str]) -> ChosenType | None:
    """What its unit or its "number of" says, and the numbers that are written and not counted with."""
    *before, last = name.split("_")
    if {"small", "integer"} <= said or {"big", "integer"} <= said:
        return ChosenType(type="smallint" if "small" in said else "bigint", why="the ticket tells its size")
    if "decimals" in said and (places := [int(word) for word in said if word.isdigit()]):
        return ChosenType(type=f"numeric({_DIGITS},{max(places)})", why="the ticket tells how many decimals it has")
    if "in" in said and said & TIME_UNITS:
        return ChosenType(type="integer", why="a whole number of such units")
    if "in" in said and said & MEASURE_UNITS:
        return ChosenType(type="numeric", why="a measure is exact")
    if "number_of_" in f"{name}_" or name.startswith("year_of_"):
        return ChosenType(type="integer", why="a whole number")
    if last == "number" and WRITTEN_NUMBERS & set(before):
        return ChosenType(type="text", why="such a number is written, not counted with")
    if last == "rate" and PERIODICAL & set(before):
        return ChosenType(type="numeric(12,2)", why="money is exact, never floating")
    return None


def _by_last_word(name: str) -> ChosenType | None:
    """What the noun itself says: ``unit_price`` is a price, ``price_list`` is not."""
    last = name.rsplit("_", 1)[-1]
    for hints, type_name, why in BY_WORDS:
        if last in hints:
            return ChosenType(type=type_name, why=why)
    return None


def _text(ask: AttributeAsk, style: HouseStyle) -> ChosenType:
    if ask.max_length:
        return ChosenType(type=f"character varying({ask.max_length})", why=f"at most {ask.max_length} characters")
    custom = style.text_type
    seen = f", as {custom.seen} of {custom.of} live text columns" if custom.is_observed else ""
    return ChosenType(type=custom.value, why=f"a text without a limit in the ticket{seen}")


def plain_type(type_name: str) -> str:
    """The type's name as the server writes it, without spaces in its brackets."""
    head, _, rest = type_name.lower().partition("(")
    return ALIASES.get(head.strip(), head.strip()) + (f"({rest.replace(' ', '')}" if rest else "")
