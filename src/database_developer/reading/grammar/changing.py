"""Sentences that tell what becomes of a table: "add a column to users", "rename a to b", "change the users table:"."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import AttributeAsk, RemovalAsk, RenameAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about, is_substantial, looks_like_data
from database_developer.reading.grammar.changes.places import is_about_code
from database_developer.reading.grammar.clauses import Clause, Tokens
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Candidate, Findings, Mention
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.qualifiers import qualifiers_of
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_OF_A_TABLE = ("to", "in", "on", "from", "of", "into", "for")
_WITH = ("with", "containing", "having", "including")


def read(clause: Clause, scene: Scene) -> Findings:
    """What is added, changed, renamed or taken away."""
    verb = clause.verb
    if verb is None or verb.negated or verb.passive or not _is_told_to_do(clause):
        return ()
    if is_about_code(clause.rest, scene):
        return ()
    if verb.lemma in lexicon.RENAME:
        return _renamed(clause, scene)
    if verb.lemma in lexicon.DELETE:
        return _removed(clause, scene)
    if verb.lemma in lexicon.ADD:
        return _created(clause, scene) or _in_brackets(clause, scene) or _added(clause, scene)
    return _changed(clause, scene) if verb.lemma in lexicon.CHANGE else ()


def _is_told_to_do(clause: Clause) -> bool:
    """An order ("add ...") or a wish ("we need to add ...")."""
    if not clause.subject:
        return True
    has_wish = clause.verb is not None and bool(clause.verb.modal)
    return has_wish and clause.subject[-1].is_word("we", "i", "you", "task", "ticket", "story")


def _table_in(tokens: Tokens, scene: Scene) -> tuple[str | None, NounPhrase, Tokens]:
    """The table behind "to" or "in", its phrase, and the tokens before it."""
    for index, token in enumerate(tokens[:-1]):
        if token.is_in(lexicon.RELATIVES):
            break
        if token.is_in(_OF_A_TABLE):
            phrase = noun_phrase(tokens, index + 1)
            known = scene.find(phrase)
            if known or (phrase.kind in lexicon.TABLE_NOUNS and phrase.is_named):
                return known or scene.name_of(phrase), phrase, tokens[:index] + tokens[index + 1 + phrase.length :]
    return None, NounPhrase(), tokens


def _renamed(clause: Clause, scene: Scene) -> Findings:
    before, after = _at_word(clause.rest, "to")
    old, new = noun_phrase(before), noun_phrase(after)
    if not new.is_named or not old.is_named:
        return ()
    entity, _, _ = _table_in((*before[old.length :], *after[new.length :]), scene)
    table = scene.find(old) if old.kind in lexicon.TABLE_NOUNS or entity is None else None
    if table and old.kind not in lexicon.COLUMN_NOUNS:
        return (RenameAsk(entity=table, new_name=new.name, quote=clause.quote),)
    owner, attribute = _of_a_table(old, entity, scene)
    if owner is None:
        return ()
    return (RenameAsk(entity=owner, attribute=attribute, new_name=new.name, quote=clause.quote),)


def _of_a_table(phrase: NounPhrase, entity: str | None, scene: Scene) -> tuple[str | None, str]:
    """Whose attribute it is; "projects.owner_id" says both in one."""
    if phrase.identifier and "." in phrase.identifier:
        table, _, column = phrase.identifier.rpartition(".")
        return scene.name_of(NounPhrase(identifier=table)), column
    if phrase.possessor is not None:
        return scene.find(phrase.possessor), phrase.name
    if entity is None and len(phrase.words) > 1 and phrase.words[0] in scene.entities and not phrase.identifier:
        return phrase.words[0], " ".join(phrase.words[1:])
    return entity or scene.owner_of(phrase.name), phrase.name


def _removed(clause: Clause, scene: Scene) -> Findings:
    phrase = noun_phrase(clause.rest)
    if not phrase.is_named:
        return ()
    entity, _, _ = _table_in(clause.rest[phrase.length :], scene)
    if entity is None and phrase.kind in lexicon.TABLE_NOUNS and scene.find(phrase):
        return (RemovalAsk(entity=scene.name_of(phrase), quote=clause.quote),)
    owner, attribute = _of_a_table(phrase, entity, scene)
    is_column = phrase.kind in lexicon.COLUMN_NOUNS or phrase.identifier is not None
    if owner is None or not is_column:
        return ()
    return (RemovalAsk(entity=owner, attribute=attribute, quote=clause.quote),)


def _created(clause: Clause, scene: Scene) -> Findings:
    """ "Create a table `x` with a, b and c", "create the audit log table"."""
    phrase = noun_phrase(clause.rest)
    if phrase.kind not in lexicon.TABLE_NOUNS or not phrase.is_named:
        return ()
    entity = scene.name_of(phrase)
    told = _listed(_columns(clause.rest[phrase.length :]))
    return (
        Mention(entity=entity, table=_table_name(phrase), quote=clause.quote),
        *asks_about(entity, told, clause.quote, scene),
    )


def _in_brackets(clause: Clause, scene: Scene) -> Findings:
    """ "Add a migration for audit_log (id, actor_id, action)"."""
    for index, token in enumerate(clause.rest):
        columns = _listed(token.inside)
        if index and len(columns) > 1 and not any(part.kind is Kind.GROUP for part in clause.rest[:index]):
            phrase = _ending_at(clause.rest[:index], scene)
            if phrase.is_named:
                mention = Mention(entity=scene.name_of(phrase), table=_table_name(phrase), quote=clause.quote)
                return (mention, *asks_about(mention.entity, columns, clause.quote, scene))
    return ()


def _ending_at(tokens: Tokens, scene: Scene) -> NounPhrase:
    """The table's name right before the brackets: code, a known thing, or "the x table"."""
    for start in range(max(0, len(tokens) - 4), len(tokens)):
        phrase = noun_phrase(tokens, start)
        is_table = phrase.identifier or phrase.kind in lexicon.TABLE_NOUNS or scene.find(phrase) is not None
        if start + phrase.length == len(tokens) and is_table:
            return phrase
    last = noun_phrase(tokens[-1:])
    return last if is_plural(last.head) else NounPhrase()


def _table_name(phrase: NounPhrase) -> str | None:
    return phrase.identifier if phrase.identifier and phrase.identifier.isidentifier() else None


def _columns(tokens: Tokens) -> Tokens:
    """The list behind "with", a colon, or in brackets."""
    for index, token in enumerate(tokens):
        if token.is_mark(":") or token.is_in(_WITH):
            rest = tokens[index + 1 :]
            return rest if not (rest and rest[-1].is_mark(":")) else ()
        if token.inside:
            return token.inside
    return ()


def _added(clause: Clause, scene: Scene) -> Findings:
    """ "Add a `phone` column to users", "add column to user table: phone VARCHAR(30)"."""
    before, after = _at_mark(clause.rest, ":")
    entity, phrase, left = _table_in(before, scene)
    if entity is None:
        return _begun(clause, scene)
    listed = after or left
    features = _listed(listed)
    named = noun_phrase(left)
    is_column = named.kind in lexicon.COLUMN_NOUNS or named.identifier is not None or named.head in lexicon.COLUMN_NOUNS
    if not features or not (is_column or after or looks_like_data(features, scene)):
        return (Mention(entity=entity, exists=True, quote=clause.quote),) if is_column else ()
    mention = Mention(entity=entity, exists=phrase.kind in lexicon.TABLE_NOUNS, quote=clause.quote)
    return (mention, *asks_about(entity, features, clause.quote, scene))


def _listed(tokens: Tokens) -> tuple[Feature, ...]:
    """Columns to be added; "a phone column" does not say that every row has one."""
    features = (feature for feature in features_of(tokens) if is_substantial(feature))
    return tuple(replace(feature, phrase=replace(feature.phrase, determiner="")) for feature in features)


def _begun(clause: Clause, scene: Scene) -> Findings:
    """ "Add an audit log": a thing, if the ticket says more of it."""
    phrase = noun_phrase(clause.rest)
    is_new = phrase.determiner in {"a", "an"} and phrase.is_named and phrase.kind not in lexicon.COLUMN_NOUNS
    if not is_new or phrase.head in lexicon.EMPTY_NOUNS | lexicon.ATTRIBUTE_NOUNS | lexicon.DATA_NOUNS:
        return ()
    return (Candidate(entity=scene.name_of(phrase), quote=clause.quote),)


def _changed(clause: Clause, scene: Scene) -> Findings:
    """ "Change the users table:", "make the address nullable"."""
    phrase = noun_phrase(clause.rest)
    behind = clause.rest[phrase.length :]
    if phrase.kind in lexicon.TABLE_NOUNS and phrase.is_named and _says_no_more(behind):
        return (Mention(entity=scene.name_of(phrase), exists=True, quote=clause.quote),)
    phrase, behind = _without_qualities(phrase, clause.rest)
    said = qualifiers_of(behind)
    entity, _, _ = _table_in(behind, scene)
    owner, attribute = _of_a_table(phrase, entity, scene)
    if owner is None or said.required is None or not phrase.is_named:
        return ()
    return (AttributeAsk(entity=owner, attribute=attribute, required=said.required, quote=clause.quote),)


def _without_qualities(phrase: NounPhrase, rest: Tokens) -> tuple[NounPhrase, Tokens]:
    """ "controller address nullable" is named by its first two words."""
    end = phrase.length
    while end > 1 and rest[end - 1].is_word(*lexicon.REQUIRED, *lexicon.OPTIONAL, "unique"):
        end -= 1
    return (noun_phrase(rest[:end]) if end < phrase.length else phrase), rest[end:]


def _says_no_more(tokens: Tokens) -> bool:
    return all(token.is_mark(":", ",") or token.is_word("as", "follows") for token in tokens)


def _at_word(tokens: Tokens, word: str) -> tuple[Tokens, Tokens]:
    for index, token in enumerate(tokens):
        if token.is_word(word):
            return tokens[:index], tokens[index + 1 :]
    return tokens, ()


def _at_mark(tokens: Tokens, mark: str) -> tuple[Tokens, Tokens]:
    for index, token in enumerate(tokens):
        if token.is_mark(mark):
            return tokens[:index], tokens[index + 1 :]
    return tokens, ()
