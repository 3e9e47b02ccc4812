"""Definitions after a rename, as the server prints them."""

from __future__ import annotations

import pytest

from database_developer.diff.default_names import default_name
from database_developer.diff.qualified_names import with_function, with_namespace, with_relation
from database_developer.diff.rewriting import (
    foreign_key_with_column,
    trigger_named,
    trigger_with_column,
    with_column,
    with_label,
)
from database_developer.model.names import QualifiedName


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CHECK ((day > 0))", 'CHECK (("Tag" > 0))'),
        ("CHECK ((EXTRACT(day FROM at) = (1)::numeric))", "CHECK ((EXTRACT(day FROM at) = (1)::numeric))"),
        ("btree (day, lower(day) text_pattern_ops)", 'btree ("Tag", lower("Tag") text_pattern_ops)'),
        ("(day(day) = 'day'::day)", "(day(\"Tag\") = 'day'::day)"),
        ("(posts.day = other.day)", '(posts."Tag" = other.day)'),
        ("((x)::public.day > day)", '((x)::public.day > "Tag")'),
        ("f(day => 1)", "f(day => 1)"),
    ],
)
def test_only_the_column_is_renamed_in_an_expression(before: str, after: str) -> None:
    assert with_column(before, "day", "Tag", frozenset({"posts"})) == after


def test_type_names_of_several_words_are_no_columns() -> None:
    text = "((at)::timestamp with time zone > zone)"
    assert with_column(text, "zone", "z") == "((at)::timestamp with time zone > z)"


def test_a_foreign_key_knows_its_own_columns_from_the_others() -> None:
    text = "FOREIGN KEY (id, a) REFERENCES app.id(id, a) ON DELETE SET NULL (id)"
    own = foreign_key_with_column(text, "id", "key", own=True, referenced=False)
    assert own == "FOREIGN KEY (key, a) REFERENCES app.id(id, a) ON DELETE SET NULL (key)"
    theirs = foreign_key_with_column(text, "id", "key", own=False, referenced=True)
    assert theirs == "FOREIGN KEY (id, a) REFERENCES app.id(key, a) ON DELETE SET NULL (id)"


def test_a_trigger_keeps_its_own_name() -> None:
    text = (
        "CREATE TRIGGER mail BEFORE UPDATE OF mail, x ON public.mail FOR EACH ROW"
        " WHEN ((old.mail IS DISTINCT FROM new.mail)) EXECUTE FUNCTION public.mail('mail')"
    )
    renamed = trigger_with_column(text, "mail", "email")
    assert renamed == text.replace("OF mail", "OF email").replace("old.mail", "old.email").replace(
        "new.mail", "new.email"
    )
    moved = with_relation(text, QualifiedName("public", "mail"), QualifiedName("public", "Mails"), own=True)
    assert moved == text.replace("ON public.mail", 'ON public."Mails"', 1)
    assert trigger_named(text, "Mailed") == text.replace("TRIGGER mail", 'TRIGGER "Mailed"', 1)


def test_a_relation_is_renamed_where_it_is_one() -> None:
    old, new = QualifiedName("public", "posts"), QualifiedName("public", "articles")
    text = "(EXISTS ( SELECT 1 FROM public.posts WHERE (posts.id = x.posts)))"
    assert with_relation(text, old, new) == "(EXISTS ( SELECT 1 FROM public.articles WHERE (articles.id = x.posts)))"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (" SELECT posts.id FROM public.posts, x", " SELECT articles.id FROM app.articles, x"),
        (" SELECT p.posts FROM public.posts p", " SELECT p.posts FROM app.articles p"),
        (" SELECT posts.id FROM public.posts a, x posts", " SELECT posts.id FROM app.articles a, x posts"),
        ("public.posts(x) REFERENCES public.posts(id)", "public.posts(x) REFERENCES app.articles(id)"),
        ("('public.posts'::regclass)::public.posts[]", "('app.articles'::regclass)::app.articles[]"),
        ("'public.posts'::text", "'public.posts'::text"),
    ],
)
def test_a_relation_may_move_too(before: str, after: str) -> None:
    assert with_relation(before, QualifiedName("public", "posts"), QualifiedName("app", "articles")) == after


def test_a_function_is_renamed_where_it_is_called() -> None:
    old, new = QualifiedName("public", "net"), QualifiedName("app", "Net")
    text = "(public.net(net) > (public.net).net AND 'public.net(numeric)'::regprocedure <> 'public.net'::regproc)"
    assert with_function(text, old, new) == (
        '(app."Net"(net) > (public.net).net AND \'app."Net"(numeric)\'::regprocedure <> \'app."Net"\'::regproc)'
    )


def test_a_namespace_is_renamed_wherever_it_is_written() -> None:
    text = "nextval('shop.\"it''s\"'::regclass) + shop.f(x.shop)"
    assert with_namespace(text, "shop", "S") == 'nextval(\'"S"."it\'\'s"\'::regclass) + "S".f(x.shop)'


def test_a_label_is_renamed_where_its_type_says_so() -> None:
    text = "((status = 'open'::app.status) OR (title = 'open'::text) OR (s = 'open'::other.status))"
    assert with_label(text, QualifiedName("app", "status"), "open", "it's") == (
        "((status = 'it''s'::app.status) OR (title = 'open'::text) OR (s = 'open'::other.status))"
    )


def test_made_up_names_are_cut_as_the_server_cuts_them() -> None:
    assert default_name("users", "email", "not_null") == "users_email_not_null"
    assert default_name("t" * 40, "c" * 40, "not_null") == f"{'t' * 27}_{'c' * 26}_not_null"
    assert default_name("é" * 30, "c", "seq") == f"{'é' * 28}_c_seq"
