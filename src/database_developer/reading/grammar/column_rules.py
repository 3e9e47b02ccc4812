"""Sentences that say more of columns told before: "weight and notes are optional, everything else is required"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Statement, Tokens, parted
from database_developer.reading.grammar.findings import ColumnRule, Described, Findings
from database_developer.reading.grammar.matching import ends_after_any, skipped, stands_in
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.qualifiers import Qualifiers, qualifiers_of
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import singular, singular_phrase
from database_developer.reading.scene import Scene, words_of

_VERBS = lexicon.words(
    "is are must may can cannot can't should shall has have needs need defaults stays stay allow allows never"
)
_MAKING = lexicon.words("make set have declare define keep")
_BEFORE = lexicon.words("so that because since and but while whereas also then both all of them the only as well")
_THIS = (("that", "one"), ("this", "one"), ("it",), ("this",), ("that",))
_REST = ("everything else", "all others", "all the others", "the others", "the rest", "all other", "all the other")
_REST_TOO = (
    "all the rest",
    "all of the rest",
    "all else",
    "anything else",
    "the other",
    "all remaining",
    "the remaining",
    "the rest of",
)
_ALL = (
    *("everything", "all", "every", "each", "all of the", "all the", "no", "none of the", "none", "nothing"),
    "all of these",
)
_ALL_THE_REST = (*_REST, *_REST_TOO)
_REST_OR_ALL = (*_ALL_THE_REST, *_ALL)
_BUT = ("except", "except for", "but", "bar", "apart from", "save", "besides", "other than", "with the exception of")
_FILLED = ("filled in", "filled", "given", "present", "provided", "there", "set", "known", "supplied", "entered")
_CHOICES = ("one of", "either", "any of", "can be", "only be", "may be", "must be", "values")
_MOST_LEFT = 3  # words of which no rule knows anything
_LONGEST_PREDICATE = 12  # tokens


@dataclass(frozen=True, kw_only=True, slots=True)
class _Subject:
    """The columns spoken of: by their names, or all (the rest) but some."""

    names: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    is_rest: bool = False
    is_denied: bool = False
    about: str | None = None


def read(statement: Statement, scene: Scene) -> Findings:
    """What the sentence says of each column; () where it speaks of anything that is no column."""
    return tuple(_rules(statement, scene))


def _rules(statement: Statement, scene: Scene) -> Iterator[ColumnRule | Described]:
    for subject, predicate in _told(statement, scene):
        is_this = tuple([token.lower for token in subject]) in _THIS
        told = _subject(subject, predicate, scene)
        said = _said(predicate) if is_this or told is not None else None
        if said is None:
            continue
        if is_this and said.required is not None:
            yield Described(required=said.required, quote=statement.quote)
            continue
        if told is None or (told.is_rest and said.required is None):
            continue
        said = _denied(said) if told.is_denied else said
        yield ColumnRule(
            entity=told.about or scene.focus,
            names=told.names,
            said=said,
            is_rest=told.is_rest,
            but=told.but,
            quote=statement.quote,
        )


def ordered(statement: Statement, scene: Scene) -> Findings:
    """ "Make the code a required varchar(8)": of columns that are yet to come."""
    return read(statement, scene) if _ordered(statement.tokens, scene) else ()


def said_of_it(statement: Statement) -> tuple[Tokens, Described] | None:
    """ "Store the room too, and make it optional": what goes before, and what is said of the last that it tells."""
    tokens = statement.tokens
    for at in range(2, len(tokens) - 2):
        start = skipped(tokens, at, ",", "and", "but", ";")
        verb = skipped(tokens, start, "please", "make", "keep", "leave", "have")
        it = next((end for this in _THIS if (end := ends_after_any(tokens, verb, (" ".join(this),))) > verb), verb)
        if start == at or not verb < it < len(tokens) or not (verb > start or tokens[it].is_in(_VERBS)):
            continue
        said = _said(tokens[it:])
        if said is not None and said.required is not None:
            return tokens[:at], Described(required=said.required, quote=statement.quote)
    return None


def _told(statement: Statement, scene: Scene) -> Iterator[tuple[Tokens, Tokens]]:
    """Each subject with what is said of it, or is to be made of it."""
    ordered = _ordered(statement.tokens, scene)
    parts = (ordered,) if ordered else _parts(statement.tokens) if cues.heard(_VERBS, statement.words) else ()
    for subject, predicate in parts:
        yield from _each_told(subject, predicate, scene)


def _ordered(tokens: Tokens, scene: Scene) -> tuple[Tokens, Tokens] | None:
    """ "Make the code a varchar(8)", "please have both dates optional"."""
    verb = skipped(tokens, 0, "please", "also", "and", "then", "let", "us", ",")
    if verb >= len(tokens) or not tokens[verb].is_in(_MAKING):
        return None
    end = _names_end(tokens, verb + 1, scene)
    names = (_names(tokens[verb + 1 : end], scene) or ()) if verb + 1 < end < len(tokens) else ()
    are_new = not any(scene.is_there(scene.focus_with(name) or "") for name in names)
    return (tokens[verb + 1 : end], tokens[end:]) if names and are_new else None


def _each_told(subject: Tokens, predicate: Tokens, scene: Scene) -> Iterator[tuple[Tokens, Tokens]]:
    """ "`code` is a varchar(8) and `rank` a smallint", "the note may be empty, the date not": the verb counts twice."""
    for at in range(2, len(predicate) - 1):
        start = skipped(predicate, at, ",", "and", "but", ";")
        end = _names_end(predicate, start, scene) if start > at else start
        if start < end < len(predicate) and not predicate[end].is_in(_VERBS) and not predicate[end].is_mark(","):
            yield subject, predicate[:at]
            is_denied = predicate[end].is_word("not") and end + 1 == len(predicate)
            rest = (predicate[0], *predicate[end:], *(_bare(predicate[:at]) if is_denied else ()))
            yield from _each_told(predicate[start:end], rest, scene)
            return
    yield subject, predicate


def _bare(predicate: Tokens) -> Tokens:
    """What is said behind the verb."""
    return predicate[skipped(predicate, 1, "be", "always", "to") :]


def _names_end(tokens: Tokens, start: int, scene: Scene) -> int:
    """Where the columns told before end that are named here, the ``start`` where none is."""
    end = place = start
    while place < len(tokens):
        phrase = noun_phrase(tokens, place)
        place += max(phrase.length, 1)
        if not _is_a_column(phrase, scene) or _names(tokens[start:place], scene) is None:
            break
        end = place
        place = skipped(tokens, place, "and", ",")
    return end


def _is_a_column(phrase: NounPhrase, scene: Scene) -> bool:
    """No thing: "one exhibit has several artists, and an artist several exhibits"."""
    is_code = phrase.identifier is not None
    return is_code or (phrase.is_named and phrase.determiner in {"", "the"} and scene.find(phrase) is None)


def of_the_last(statement: Statement, scene: Scene) -> Findings:
    """ "This has to be one of open and shut", "it must be unique": of the attribute told last."""
    tokens = statement.tokens
    if len(tokens) < 3 or not tokens[0].is_word("this", "it", "that") or scene.last_attribute is None:
        return ()
    is_rule = tokens[1].is_word("must", "may", "can", "should", "defaults") or (
        tokens[1].is_word("has", "needs", "is") and tokens[2].is_word("to", "one", "either", "unique", "always")
    )
    parts = tuple(_parts(tokens)) if is_rule else ()
    told = [_default_of(subject, predicate) or _said(predicate) for subject, predicate in parts]
    entity, name = scene.last_attribute
    return tuple(
        ColumnRule(entity=entity, names=(name,), said=said, is_rest=False, but=(), quote=statement.quote)
        for said in told
        if said is not None
    )


def _default_of(subject: Tokens, predicate: Tokens) -> Qualifiers | None:
    """The "open" of "by default it is open"."""
    is_default = any(token.is_word("default") for token in subject)
    value = predicate[-1] if is_default and len(predicate) == 2 and predicate[0].is_word("is") else None
    return Qualifiers(default=value.text) if value is not None and value.kind is not Kind.GROUP else None


def _parts(tokens: Tokens) -> Iterator[tuple[Tokens, Tokens]]:
    """The subjects of the sentence, each with what is said of it."""
    begin = 0
    while begin < len(tokens):
        verb = next((at for at in range(begin + 1, len(tokens)) if tokens[at].is_in(_VERBS)), len(tokens))
        if verb == len(tokens):
            if begin == 0 and tokens[0].is_word("everything", "all"):
                yield tokens[:1], tokens[1:]  # "everything not null"
            return
        end = _predicate_end(tokens, verb)
        subject = _trimmed(tokens[begin:verb])
        if subject:
            yield subject, tokens[verb:end]
        begin = end + 1


def _predicate_end(tokens: Tokens, verb: int) -> int:
    """Up to the joint behind which another subject and verb come."""
    for index in range(verb + 1, len(tokens)):
        if not (tokens[index].is_mark(",", ";", "-", "–", "—") or tokens[index].is_word("and", "but", "while")):
            continue
        if _lists_values(tokens[verb:index], tokens[index + 1 :]):
            continue
        if tokens[index].is_mark(",") and index + 1 < len(tokens) and tokens[index + 1].is_word("the"):
            return index
        following = range(index + 2, min(len(tokens), index + _LONGEST_PREDICATE))
        if any(tokens[at].is_in(_VERBS) for at in following) and not tokens[index + 1].is_in(_VERBS):
            return index
    return len(tokens)


def _lists_values(before: Tokens, behind: Tokens) -> bool:
    """Whether a list of values goes on here: "one of open, shut or broken"."""
    is_one = any(token.is_word("or") for token in behind) and not any(token.is_word("or") for token in before)
    return is_one and stands_in(before, _CHOICES)


def _trimmed(subject: Tokens) -> Tokens:
    """Less what leads it in: "so that", "Unless I said something else above,"."""
    if subject[0].is_in(lexicon.SUBORDINATORS) and not subject[0].is_word("so"):
        comma = next((at for at, token in enumerate(subject) if token.is_mark(",")), -1)
        subject = subject[comma + 1 :] if comma >= 0 else ()
    place = 0
    while place < len(subject) and (subject[place].is_mark(",") or _leads_in(subject, place)):
        place += 1
    return subject[place:]


def _leads_in(subject: Tokens, place: int) -> bool:
    """A word before the columns' names; not the "all" or "that" by which columns are meant."""
    if ends_after_any(subject, place, _REST_OR_ALL) > place or place == len(subject) - 1:
        return False
    is_this = tuple(token.lower for token in subject[place:]) in _THIS
    return subject[place].is_in(_BEFORE) and not is_this


def _said(predicate: Tokens) -> Qualifiers | None:
    """What the words tell of a column; None where they tell anything else too."""
    body = tuple(_singly(token) for token in _before_exception(predicate)[0])
    start = skipped(body, 0, "is", "are", "has", "have", "also", "all", "both", "always", "a", "an", "to", "be")
    found = _filled(body) or qualifiers_of(body) if body else None
    if found is None or not found.says_besides("other", "is_open", "is_removed"):
        found = qualifiers_of(body[start:]) if start < len(body) else None
    if found is None or not found.says_besides("other", "is_open", "is_removed", "new_name"):
        return None
    is_of_a_column = found.parent is None and found.new_name is None and len(found.other.split()) <= _MOST_LEFT
    return found if is_of_a_column else None


def _singly(token: Token) -> Token:
    """The "dates" of "both are dates" as the type it is."""
    one = singular(token.lower) if token.kind is Kind.WORD else ""
    return replace(token, text=one, lower=one) if one in lexicon.TYPE_NOUNS and one != token.lower else token


def _filled(body: Tokens) -> Qualifiers | None:
    """ "Must be filled in", "has to be given", "need not be set"."""
    is_must = body[0].is_word("must", "has", "have", "needs", "need", "should", "shall")
    place = skipped(body, 1, "always", "to", "be")
    is_free = any(token.is_word("not", "never") for token in body[:4])
    place = skipped(body, place, "not", "be", "always")
    end = ends_after_any(body, place, _FILLED)
    return Qualifiers(required=not is_free) if is_must and end > place else None


def _before_exception(predicate: Tokens) -> tuple[Tokens, Tokens]:
    """What is said, and what is excepted behind it: "is required except the note"."""
    last = predicate[-1]
    if last.kind is Kind.GROUP and len(predicate) > 1 and (end := ends_after_any(last.inside, 0, _BUT)):
        return predicate[:-1], last.inside[end:]
    for index in range(1, len(predicate)):
        end = ends_after_any(predicate, index, _BUT)
        if end > index:
            return _without_comma(predicate[:index]), predicate[end:]
        if predicate[index].is_word("unless", "because", "since", "so"):
            return _without_comma(predicate[:index]), ()
    return predicate, ()


def _without_comma(tokens: Tokens) -> Tokens:
    return tokens[:-1] if tokens and tokens[-1].is_mark(",") else tokens


def _subject(tokens: Tokens, predicate: Tokens, scene: Scene) -> _Subject | None:
    """The columns that are meant; None where any of the words means none."""
    excepted = _names(_before_exception(predicate)[1], scene) or ()
    rest = ends_after_any(tokens, 0, _ALL_THE_REST)
    whole = ends_after_any(tokens, 0, _ALL)
    if not rest and not whole:
        names = _names(tokens, scene)
        return _Subject(names=names) if names else None
    begin = skipped(tokens, max(rest, whole), "the", "of", "them", "these", "those")
    begin += begin < len(tokens) and tokens[begin].is_in(lexicon.COLUMN_NOUNS | lexicon.words("values facts"))
    behind = tokens[begin:]
    if not rest and begin == whole and behind and not _begins_exception(behind):
        return None  # "all members", "each hive"
    opened = tuple(part for token in behind for part in (token.inside if token.kind is Kind.GROUP else (token,)))
    excepted += _excepted(opened, scene)
    about = _about(opened, scene)
    if rest and opened and about is None and not ends_after_any(opened, 0, _BUT):
        return None  # "the rest of the team"
    is_denied = tokens[0].is_word("no", "none", "nothing")
    return _Subject(but=excepted, is_rest=True, is_denied=is_denied, about=about)


def _begins_exception(behind: Tokens) -> bool:
    first = behind[0].inside if behind[0].kind is Kind.GROUP else behind
    return ends_after_any(first, 0, _BUT) > 0 or first[0].is_word("about", "in", "of", "on")


def _excepted(tokens: Tokens, scene: Scene) -> tuple[str, ...]:
    for index in range(len(tokens)):
        end = ends_after_any(tokens, index, _BUT)
        if end > index:
            return _names(tokens[end:], scene) or ()
    return ()


def _about(tokens: Tokens, scene: Scene) -> str | None:
    """The "inspection" of "everything else about an inspection"; "" for "in both tables"."""
    if len(tokens) < 2 or not tokens[0].is_word("about", "in", "of", "on", "for"):
        return None
    if tokens[1].is_word("both", "all", "these", "the") and tokens[-1].is_word("tables"):
        return ""
    if any(token.is_word("both", "tables") for token in tokens[1:4]):
        return ""
    phrase = noun_phrase(tokens, 1)
    return scene.find(phrase) if phrase.is_named else None


def _names(tokens: Tokens, scene: Scene) -> tuple[str, ...] | None:
    """The columns or things that a list names; None where a part of it is neither."""
    parts = parted(tuple(_comma(token) for token in tokens), ",")
    found: list[str] = []
    for part in parts:
        phrase = noun_phrase(part, skipped(part, 0, "both", "only", "of"))
        if not phrase.is_named or skipped(part, 0, "both", "only", "of") + phrase.length != len(part):
            return None
        words = words_of(phrase.identifier) if phrase.identifier else phrase.words
        name = phrase.identifier or " ".join(words)
        if phrase.kind not in lexicon.COLUMN_NOUNS and not _is_known(words, name, scene):
            return None
        found.append(name)
    return tuple(found) or None


def _is_known(words: tuple[str, ...], name: str, scene: Scene) -> bool:
    told = (name, " ".join(words), " ".join(singular_phrase(words)))
    if any(scene.owner_of(one) is not None for one in told) or scene.find_name(" ".join(singular_phrase(words))):
        return True
    known = scene.entities.get(scene.focus or "")
    return known is not None and any(set(words) <= set(words_of(one.replace(" ", "_"))) for one in known.attributes)


def _comma(token: Token) -> Token:
    if token.is_word("and", "or") or token.is_mark("&"):
        return Token(kind=Kind.MARK, text=",", lower=",", start=token.start, end=token.end)
    return token


def _denied(said: Qualifiers) -> Qualifiers:
    """ "No column may be null": each is required."""
    return Qualifiers(required=not said.required) if said.required is not None else said
