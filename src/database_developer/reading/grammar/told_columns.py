"""Sentences that tell the columns of the table spoken of: "its columns are a and b", "design it with fields like a"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from database_developer.reading.grammar import cues, foreign, lexicon, sketched
from database_developer.reading.grammar.announcing import opened
from database_developer.reading.grammar.attributes import has_typical_name, is_substantial
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.entries import grouped
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Findings, Mention
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene

_BEFORE = ("the", "its", "these", "following", "needed", "required", "all", "main", "suggested", "as")
_ARE = phrases(
    "are | are the following | will be | should be | would be | must be | shall be | could be | : | include | "
    "should include | would include | are to be"
)
_OF_IT = phrases("needed | required | of it | of the table | of this table | for it | for the table | in it | there")
_IT = phrases("it | this | this table | the table | the new table | this one | the table itself | it also | this also")
_MUST = phrases("should | must | will | shall | would | has to | needs to | is to | is going to | should also | may")
_CARRIES = phrases(
    "carry | carries | hold | holds | contain | contains | have | has | include | includes | store | stores | keep | "
    "keeps | get | gets | consists of | consist of | comprise | comprises | needs | need | record | records"
)
_MAKE_IT = tuple(
    f"{verb} {it}"
    for verb in ("design", "create", "make", "build", "model", "define", "implement", "set up", "give", "start")
    for it in ("it", "this", "the table", "this table", "that")
)
_LIKE = phrases("like | such as | : | for | namely | e.g.")
_CUES = lexicon.COLUMN_NOUNS | lexicon.words("it this table one")  # the table itself, or a noun for its columns
_LEAST = 2  # columns that make a list
_POLITE = lexicon.words(
    "please also and then we i you could can should would must may might need to want let us , kindly"
)
_ADDING = lexicon.words("add include append")
_MORE = lexicon.words("also too well")
_TOO = lexicon.words("too also please well as , !")
_ELSEWHERE = lexicon.words("to on in for into onto of from per : if when")


def read(statement: Statement, topic: Callable[[], str | None], scene: Scene) -> Findings:
    """The table and its columns; () where the sentence tells none, or speaks of a table that stands."""
    tokens = statement.tokens
    created = sketched.read(statement, scene)
    if created:
        return created
    added = _added(statement, scene)
    if added:
        return added
    is_likely = cues.heard(_CUES, statement.words)
    listed = (_behind_the_noun(tokens) or _behind_making(tokens)) if is_likely else ()
    listed = listed or foreign.columns_told(tokens)
    body = listed or (_behind_holding(tokens) if is_likely else ())
    if not body:
        return ()
    told = tuple(feature for feature in features_of(with_parents(opened(body), scene)) if is_substantial(feature))
    entity = scene.focus or scene.announced if _is_about_it(tokens) else scene.announced or topic()
    if entity is None or scene.is_there(entity) or not _are_columns(told, is_announced=bool(listed)):
        return ()
    return (Mention(entity=entity, quote=statement.quote), *sketched.asks_by_code(entity, told, statement.quote, scene))


def _added(statement: Statement, scene: Scene) -> Findings:
    """ "Please add a `note` too": one more column of the new table that is spoken of."""
    tokens = statement.tokens
    verb = next((at for at, token in enumerate(tokens) if not token.is_in(_POLITE)), len(tokens))
    entity = scene.focus
    if verb == len(tokens) or not tokens[verb].is_in(_ADDING) or any(token.is_in(_ELSEWHERE) for token in tokens):
        return ()
    known = scene.entities.get(entity or "")
    if entity is None or known is None or known.exists or not known.attributes:
        return ()
    if known.table is None and entity != scene.announced:
        return ()
    end = next(at for at in range(len(tokens), 0, -1) if not tokens[at - 1].is_in(_TOO))
    told = features_of(tokens[verb + 1 : end])
    is_more = cues.heard(_MORE, statement.words)
    if not told or not all(_is_a_column(feature, is_more=is_more) for feature in told):
        return ()
    return tuple(sketched.asks_by_code(entity, told, statement.quote, scene))


def _is_a_column(feature: Feature, *, is_more: bool) -> bool:
    """A name in code, and where more is asked for also a typical one; "the model `Guest`" is none."""
    name, said = feature.phrase.identifier, feature.qualifiers
    if name is not None:
        return name.isidentifier() and name.islower() and not feature.phrase.words
    return is_more and is_substantial(feature) and not feature.is_many and not said.other and has_typical_name(feature)


def tells_another(statement: Statement, scene: Scene) -> bool:
    """Whether the sentence lists columns of a table that is no standing one, as references to such a one tell."""
    tokens = statement.tokens
    if not cues.heard(_CUES, statement.words):
        return False
    body = _behind_the_noun(tokens) or _behind_making(tokens) or _behind_holding(tokens)
    if not body:
        return False
    is_standing = scene.focus is not None and scene.is_there(scene.focus)
    return not is_standing or with_parents(body, scene) != body


def _behind_the_noun(tokens: Tokens) -> Tokens:
    """Behind "columns are", "the fields of it will be"."""
    noun = skipped(tokens, 0, *_BEFORE)
    if noun >= len(tokens) or not tokens[noun].is_in(lexicon.COLUMN_NOUNS):
        return ()
    place = ends_after_any(tokens, noun + 1, _OF_IT)
    end = ends_after_any(tokens, place, _ARE)
    return tokens[skipped(tokens, end, ":", "the", "following") :] if end > place else ()


def _behind_making(tokens: Tokens) -> Tokens:
    """Behind "design it with fields like"."""
    made = ends_after_any(tokens, 0, _MAKE_IT)
    place = skipped(tokens, made, "up", "with", "to", "have", "having", *_BEFORE)
    if not made or place >= len(tokens) or not tokens[place].is_in(lexicon.COLUMN_NOUNS):
        return ()
    return tokens[ends_after_any(tokens, place + 1, _LIKE) :]


def _behind_holding(tokens: Tokens) -> Tokens:
    """Behind "it should carry"."""
    subject = ends_after_any(tokens, 0, _IT)
    verb = ends_after_any(tokens, subject, _MUST)
    end = ends_after_any(tokens, verb, _CARRIES)
    if not subject or end == verb:
        return ()
    noun = skipped(tokens, end, *_BEFORE)
    is_noun = noun < len(tokens) and tokens[noun].is_in(lexicon.COLUMN_NOUNS)
    return tokens[ends_after_any(tokens, noun + 1, _LIKE) if is_noun else end :]


def _is_about_it(tokens: Tokens) -> bool:
    return ends_after_any(tokens, 0, _IT) > 0 or tokens[0].is_word("its")


def _are_columns(told: tuple[Feature, ...], *, is_announced: bool) -> bool:
    """Enough of them, and most written as code or typical for columns."""
    if is_announced:
        return len(told) >= _LEAST and any(map(has_typical_name, told))
    coded = sum(feature.phrase.identifier is not None for feature in told)
    likely = sum(feature.phrase.identifier is not None or _is_told(feature) for feature in told)
    return len(told) >= _LEAST and coded > 0 and likely * 2 > len(told)


def _is_told(feature: Feature) -> bool:
    said = feature.qualifiers
    return said.parent is not None or bool(said.type or said.hint or said.values)


def with_parents(tokens: Tokens, scene: Scene) -> Tokens:
    """ "`bike_id` (the bike, see bikes)" and "`entered_by`, the latter pointing to users" as plain references."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        if token.is_word("latter") and len(found) > 1 and found[-1].is_word("the") and tokens[at + 1 :]:
            before = found[:-2] if found[-2].is_mark(",") else found[:-1]
            end = next((place for place in range(at, len(tokens)) if tokens[place].is_mark(",", ";")), len(tokens))
            return (*before, grouped(tokens[at + 1 : end]), *with_parents(tokens[end:], scene))
        found.append(_with_parent(token, scene) if at and token.kind is Kind.GROUP else token)
    return tuple(found)


def _with_parent(group: Token, scene: Scene) -> Token:
    """The brackets with the table that they point at, if it stands."""
    only = noun_phrase(group.inside)
    if only.is_named and only.length == len(group.inside) and scene.is_there(scene.find(only) or ""):
        reference = replace(group.inside[0], text="references", lower="references", kind=Kind.WORD)
        return replace(group, inside=(reference, *group.inside))
    for at, token in enumerate(group.inside[:-1]):
        parent = noun_phrase(group.inside, at + 1) if token.is_word("see", "to", "from", "in") else None
        known = scene.find(parent) if parent is not None and parent.is_named else None
        if known is not None and scene.is_there(known):
            reference = replace(token, text="references", lower="references")
            return replace(group, inside=(reference, *group.inside[at + 1 :]))
    return group
