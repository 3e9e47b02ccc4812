"""New names: "call it `phone`", "`peer_address` ought to read `remote_address`"."""

from __future__ import annotations

from database_developer.model.request import RenameAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.plain_words.spoken import Spoken
from database_developer.reading.scene import words_of

_NAME = "<value: L | S>"
_PLAIN = "<value: V>"
_CALLED = turn(
    """
    (call | name | rename | relabel | re-name | retitle) (it | this | that | C | T | them) [to | into | as
      | :] {plain} $
    | ({must} | better) ~1 (called | named | read | be called | be named | be known as | go by | be renamed [to
      | into] | have been (called | named) | have name | carry name | become) {plain} $
    | (renamed | rename | named | becomes | become | turns into | get name | gets name | new name is | name is
      | name : | called) [to | into | as] {name}
    | (it | C | T | that | this | which) {must} ~1 be {name}
    | (align | correct | change) [it | this | that] (: | to) {name} | ('->' | '→' | '=>') {name}
    | name ~2 {must} be {plain} $ | (gets | get) ... : {name} $ | (rename | call | name | new name) [it] : {plain} $
    | (C | T) (is | gets | be) [to be] (renamed | re-named) [to | into | as] {plain} $
    | (change | rename) (C | T) to be (called | named) {plain} $
    | (rename | re-name | relabel) (C | T) [to | into | as | '->' | '→'] {plain} [(in | on | of | from) T] $
    | ^ (C | T) ('->' | '→' | '=>') {plain} $
    | (wants | needs) ~6 ('->' | '→') {name} | make (it | this | that) {name}
    """,
    name=_NAME,
    plain=_PLAIN,
)
_TYPES = lexicon.TYPE_NOUNS | lexicon.words("timestamptz required unique optional null nullable mandatory")


def read(spoken: Spoken) -> Findings:
    """The new name of the one column, or of the table."""
    if spoken.is_denied or spoken.is_allowed or len(spoken.attributes) > 1:
        return ()
    match = _CALLED.search(spoken.words)
    if match is None:
        return ()
    token = spoken.gist.token_at(match.places("value")[0])
    if token is None or not token.text.isidentifier() or token.lower in _TYPES or _stands(spoken, token.text):
        return ()
    old = next(iter(spoken.attributes), None)
    if old is None and not spoken.part.tables:
        return ()
    return (RenameAsk(entity=spoken.entity, attribute=old, new_name=token.text, quote=spoken.quote),)


def _stands(spoken: Spoken, name: str) -> bool:
    return " ".join(words_of(name)) in spoken.scene.entities[spoken.entity].attributes
