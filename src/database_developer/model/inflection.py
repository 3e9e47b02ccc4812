"""Singular and plural of English nouns, as far as names of tables need them."""

from __future__ import annotations

IRREGULAR = {
    "person": "people",
    "child": "children",
    "man": "men",
    "woman": "women",
    "foot": "feet",
    "tooth": "teeth",
    "goose": "geese",
    "mouse": "mice",
    "ox": "oxen",
    "datum": "data",
    "medium": "media",
    "criterion": "criteria",
    "phenomenon": "phenomena",
    "analysis": "analyses",
    "basis": "bases",
    "crisis": "crises",
    "diagnosis": "diagnoses",
    "axis": "axes",
    "matrix": "matrices",
    "vertex": "vertices",
    "index": "indexes",
    "leaf": "leaves",
    "life": "lives",
    "half": "halves",
    "knife": "knives",
    "shelf": "shelves",
    "wolf": "wolves",
    "thief": "thieves",
    "hero": "heroes",
    "potato": "potatoes",
    "tomato": "tomatoes",
    "echo": "echoes",
    "quiz": "quizzes",
    "status": "statuses",
    "alias": "aliases",
    "bus": "buses",
    "bonus": "bonuses",
    "campus": "campuses",
    "virus": "viruses",
    "census": "censuses",
    "gas": "gases",
    "atlas": "atlases",
    "canvas": "canvases",
    "lens": "lenses",
    "cache": "caches",
    "movie": "movies",
    "cookie": "cookies",
    "zombie": "zombies",
    "tie": "ties",
    "pie": "pies",
    "expense": "expenses",
    "response": "responses",
    "license": "licenses",
    "course": "courses",
    "house": "houses",
    "warehouse": "warehouses",
    "purchase": "purchases",
    "release": "releases",
    "database": "databases",
    "case": "cases",
    "use": "uses",
    "cause": "causes",
    "phase": "phases",
    "phrase": "phrases",
    "lease": "leases",
    "horse": "horses",
    "nurse": "nurses",
    "expanse": "expanses",
    "size": "sizes",
    "prize": "prizes",
    "axe": "axes",
    "shoe": "shoes",
    "toe": "toes",
}
SINGULARS = {plural: singular for singular, plural in IRREGULAR.items() if singular != "axe"}
UNCOUNTED = frozenset(
    {
        "information",
        "equipment",
        "money",
        "metadata",
        "news",
        "series",
        "species",
        "sheep",
        "fish",
        "software",
        "hardware",
        "staff",
        "content",
        "history",
        "audit",
        "stock",
        "analytics",
        "weather",
        "research",
        "inventory",
        "feedback",
    }
)
SIBILANTS = ("s", "x", "z", "ch", "sh")
VOWELS = "aeiou"


def plural(noun: str) -> str:
    """The plural of a noun, or of the last word of a phrase or identifier; a plural stays as it is."""
    head, last = _split(noun)
    return head + _plural_word(last)


def counted(number: int, noun: str) -> str:
    """The number and its noun, which is a singular; in the plural where it is not one."""
    return f"{number} {noun if number == 1 else plural(noun)}"


def singular(noun: str) -> str:
    """The singular of a noun, or of the last word of a phrase or identifier; a singular stays as it is."""
    head, last = _split(noun)
    return head + _singular_word(last)


def is_plural(noun: str) -> bool:
    """Whether the noun (or the last word of a phrase) is a plural and not a singular as well."""
    _, last = _split(noun)
    return last.lower() not in UNCOUNTED and _singular_word(last) != last


def _split(noun: str) -> tuple[str, str]:
    cut = max(noun.rfind(" "), noun.rfind("_"), noun.rfind("-")) + 1
    return noun[:cut], noun[cut:]


def _plural_word(word: str) -> str:
    lower = word.lower()
    if not word or lower in UNCOUNTED or _singular_word(word) != word:
        return word
    if lower in IRREGULAR:
        return word[0] + IRREGULAR[lower][1:]
    if lower.endswith("y") and lower[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    if lower.endswith(SIBILANTS):
        return word + "es"
    return word + "s"


def _singular_word(word: str) -> str:
    lower = word.lower()
    if lower in SINGULARS:
        return word[0] + SINGULARS[lower][1:]
    if lower in UNCOUNTED or lower in IRREGULAR or not lower.endswith("s") or len(lower) < 3:
        return word
    if lower.endswith(("ss", "us", "is")):
        return word
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + "y"
    if lower.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    return word[:-1]
