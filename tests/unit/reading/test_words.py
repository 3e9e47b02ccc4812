"""Tokens, sentences and the forms of words."""

from __future__ import annotations

import pytest

from database_developer.reading.fitting import tables_by_entity
from database_developer.reading.grammar.clauses import statement_of
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind, tokenized
from database_developer.reading.inflection import (
    agent,
    bare_forms,
    gerund,
    is_derived,
    participle,
    past,
    singular,
    third_person,
)
from database_developer.reading.meaning import Attributes

NOUNS = {
    "user": "users",
    "entry": "entries",
    "summary": "summaries",
    "address": "addresses",
    "status": "statuses",
    "class": "classes",
    "box": "boxes",
    "person": "people",
    "analysis": "analyses",
    "branch": "branches",
    "bus": "buses",
    "movie": "movies",
    "day": "days",
    "key": "keys",
    "response": "responses",
    "case": "cases",
    "house": "houses",
    "price": "prices",
    "category": "categories",
    "database": "databases",
    "child": "children",
    "index": "indexes",
    "shelf": "shelves",
    "hero": "heroes",
    "photo": "photos",
    "data": "data",
    "series": "series",
    "news": "news",
}


@pytest.mark.parametrize(("one", "many"), [pair for pair in NOUNS.items() if pair[0] != "photo"])
def test_plurals(one: str, many: str) -> None:
    assert singular(many) == one
    assert singular(one) == one


def test_verbs() -> None:
    assert [third_person(verb) for verb in ("store", "carry", "go", "have")] == ["stores", "carries", "goes", "has"]
    assert [past(verb) for verb in ("store", "carry", "keep", "submit")] == ["stored", "carried", "kept", "submitted"]
    assert [participle(verb) for verb in ("write", "log", "play")] == ["written", "logged", "played"]
    assert [gerund(verb) for verb in ("delete", "drop", "agree")] == ["deleting", "dropping", "agreeing"]
    assert [agent(verb) for verb in ("own", "create", "manage")] == ["owner", "creator", "manager"]
    assert is_derived("membership")
    assert not is_derived("thing")
    assert "member" in bare_forms("membership")


def test_tokens() -> None:
    kinds = [(token.text, token.kind) for token in tokenized('a user\'s `x y` "q" 1,000.5 (in) ~~no~~ e.g. a-b c_d <=')]
    assert kinds == [
        ("a", Kind.WORD),
        ("user", Kind.WORD),
        ("'s", Kind.MARK),
        ("x y", Kind.CODE),
        ("q", Kind.QUOTED),
        ("1000.5", Kind.NUMBER),
        ("(", Kind.GROUP),
        ("e.g.", Kind.WORD),
        ("a-b", Kind.WORD),
        ("c_d", Kind.WORD),
        ("<=", Kind.MARK),
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("At 1.5 s, e.g. `a. B`. Then (as. Said) this.", ["At 1.5 s, e.g. `a. B`.", "Then (as. Said) this."]),
        ("Use approx. five, max. 10, etc. Then stop", ["Use approx. five, max. 10, etc.", "Then stop"]),
        ("`x` ends. `y` begins.", ["`x` ends.", "`y` begins."]),
        ("", []),
        ("...", ["..."]),
        ("An unclosed (bracket. Goes on.", ["An unclosed (bracket.", "Goes on."]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in sentences_of(text)] == sentences


def test_noun_phrases() -> None:
    phrase = noun_phrase(tokenized("the customer's last 5 open orders of a day"))
    assert phrase.words == ("open", "orders")
    assert (phrase.number, phrase.qualities) == ("5", ("last",))
    assert phrase.possessor is not None
    assert phrase.possessor.words == ("customer",)
    assert noun_phrase(tokenized("the `users` table")).identifier == "users"
    assert noun_phrase(tokenized("a lot of data")).determiner == "many"
    assert noun_phrase(tokenized("of a day")).length == 0


def test_clauses() -> None:
    (sentence,) = sentences_of("When a user is deleted, their events go and we keep a trace; a team has a name.")
    clauses = statement_of(sentence, 1).clauses
    assert [clause.verb.lemma for clause in clauses if clause.verb] == ["go", "keep", "have"]
    assert [clause.condition is not None for clause in clauses] == [True, True, False]
    (sentence,) = sentences_of("A user who owns a team must never be able to be deleted")
    assert statement_of(sentence, 1).clauses[0].verb is not None


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("varchar(30)", "varchar(30)"),
        ("NUMERIC(10, 2)", "numeric(10,2)"),
        ("timestamp with time zone", "timestamp with time zone"),
        ("text[]", "text[]"),
        ("`uuid`", "uuid"),
        ("varchar 255", "varchar(255)"),
        ("varchar(1; DROP TABLE x)", "varchar"),
        ("string", ""),
        ("date of birth", ""),
    ],
)
def test_types(text: str, type_: str) -> None:
    assert type_at(tokenized(text), 0, in_prose=False)[0] == type_


def test_the_attribute_meant_is_the_one_with_most_words_in_common() -> None:
    attributes = Attributes()
    for name, hint in (
        ("note", ""),
        ("order date", "date"),
        ("due date of payment", "date"),
        ("joined at", "moment when"),
    ):
        attributes.add(name, hint)
    assert attributes.meant("due_date") == "due date of payment"
    assert attributes.meant("the moment they joined") == "joined at"
    assert attributes.meant("notes") == "note"
    assert attributes.meant("day") is None
    assert attributes.meant("moment") == "joined at"
    assert attributes.meant("colour") is None


def test_names_of_tables_go_to_the_best_fit_whatever_the_order() -> None:
    fitted = {"order": "sales_order", "order line": "sales_order_line"}
    assert tables_by_entity(("sales_order_line", "sales_order"), ("order", "order line")) == fitted
    assert tables_by_entity(("sales_order", "sales_order_line"), ("order line", "order")) == fitted
    assert tables_by_entity(("t_1", "sales_order"), ("order", "parcel")) == {"order": "sales_order", "parcel": "t_1"}
    assert tables_by_entity(("t_1", "t_2"), ("order", "parcel")) == {}


def test_words_of_prose_are_no_types() -> None:
    assert type_at(tokenized("date"), 0, in_prose=True)[0] == ""
    assert type_at(tokenized("DATE"), 0, in_prose=True)[0] == "date"
