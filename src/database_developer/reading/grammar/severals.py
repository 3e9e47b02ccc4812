"""Lists of which one has several: "a user can have several phones, e-mails and addresses", one of each the main one."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import AttributeAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Clause, Statement, Tokens
from database_developer.reading.grammar.findings import Finding, Findings, ManyOf
from database_developer.reading.grammar.matching import phrases, stands_in
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.inflection import is_plural, singular_phrase
from database_developer.reading.scene import Scene

_MAIN = phrases(
    "the main one | the primary one | the default one | the preferred one | a main one | a default one | a "
    "primary one | one as main | one as default | one as primary | one as the main one | one as the default | one "
    "as preferred"
)
_MANY = lexicon.MANY - {"some", "few", "lots"}


def read(statement: Statement, scene: Scene) -> Findings:
    """Each of the list as many of the one; nothing where the sentence says anything else."""
    owners = [(clause, members) for clause in statement.clauses if (members := _members(clause))]
    others = [clause for clause in statement.clauses if all(clause is not one for one, _ in owners)]
    is_main = stands_in(statement.tokens, _MAIN)
    if len(owners) != 1 or (others and not is_main):
        return ()
    clause, members = owners[0]
    return tuple(_told(clause, members, scene, is_main=is_main))


def _told(clause: Clause, members: tuple[str, ...], scene: Scene, *, is_main: bool) -> Iterator[Finding]:
    owner = scene.name_of(noun_phrase(clause.subject))
    for name in members:
        known = scene.find_name(name)
        member = known if known is not None and known.split()[-1] == name.split()[-1] else name
        yield ManyOf(owner=owner, member=member, quote=clause.quote)
        if is_main:
            yield AttributeAsk(
                entity=member, attribute="is main", type="boolean", default="false", required=True, quote=clause.quote
            )


def _members(clause: Clause) -> tuple[str, ...]:
    """The things of "several phones, e-mails and addresses"; () where there is one, or an entry is no bare plural."""
    verb = clause.verb
    if verb is None or verb.negated or verb.lemma != "have" or not noun_phrase(clause.subject).is_named:
        return ()
    parts = _parts(clause.rest)
    first = noun_phrase(parts[0]) if parts else None
    owner = noun_phrase(clause.subject)
    is_any = owner.determiner in lexicon.EACH | {"a", "an"} or is_plural(owner.head)
    if first is None or first.determiner not in _MANY or len(parts) < 2 or not is_any:
        return ()
    found = [noun_phrase(part) for part in parts]
    are_bare = all(
        phrase.words
        and not phrase.number
        and phrase.length == len(part)
        and is_plural(phrase.head)
        and (not at or not phrase.determiner)
        for at, (phrase, part) in enumerate(zip(found, parts, strict=True))
    )
    return tuple(" ".join(singular_phrase(phrase.words)) for phrase in found) if are_bare else ()


def _parts(tokens: Tokens) -> list[Tokens]:
    parts: list[Tokens] = []
    start = 0
    for at, token in enumerate(tokens):
        if (token.kind is Kind.MARK and token.text in {",", "&"}) or token.is_word("and", "or"):
            parts.append(tokens[start:at])
            start = at + 1
    return [part for part in (*parts, tokens[start:]) if part]
