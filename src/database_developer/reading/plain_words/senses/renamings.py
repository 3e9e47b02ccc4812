"""New names: "call it `phone`", "`peer_address` ought to read `remote_address`"."""

from __future__ import annotations

from database_developer.model.request import RenameAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.plain_words.gist import any_of, pattern
from database_developer.reading.plain_words.spoken import Spoken
from database_developer.reading.scene import words_of

_NAME = r"(L|[a-z]+_[a-z_]+)"
_PLAIN = r"(L|[a-z][a-z_]+)"
_CALLED = pattern(
    any_of(
        rf"(?:call|name|rename|relabel|re-name|retitle) (?:it|this|that|C|T|them)(?: to| into| as|:)? ?{_PLAIN}$",
        rf"(?:{{must}}|better) (?:\w+ )?(?:called|named|read|be called|be named|be known as|go by|be renamed(?: to|"
        rf" into)?|have been "
        rf"(?:called|named)|have name|carry name|become) {_PLAIN}$",
        rf"(?:renamed|rename|named|becomes|become|turns into|get name|gets name|new name is|name is|name :|"
        rf"called) (?:to |into |as )?{_NAME}",
        rf"(?:it|C|T|that|this|which) {{must}} (?:\w+ )?be {_NAME}",
        rf"(?:align|correct|change)(?: it| this| that)? (?::|to) {_NAME}",
        rf"(?:->|→|=>) {_NAME}",
        rf"name (?:\w+ ){{0,2}}{{must}} be {_PLAIN}$",
        rf"(?:gets|get) .*: {_NAME}$",
        rf"(?:rename|call|name|new name)(?: it)? : {_PLAIN}$",
        rf"(?:wants|needs) .{{0,30}}(?:->|→) {_NAME}",
    )
)
_TYPES = lexicon.TYPE_NOUNS | lexicon.words("timestamptz required unique optional null")


def read(spoken: Spoken) -> Findings:
    """The new name of the one column, or of the table."""
    if spoken.is_denied or spoken.is_allowed or len(spoken.attributes) > 1:
        return ()
    match = _CALLED.search(spoken.text)
    if match is None:
        return ()
    place = next(at for at in range(1, len(match.groups()) + 1) if match[at])
    token = spoken.gist.token_at(match.start(place))
    if token is None or not token.text.isidentifier() or token.lower in _TYPES or _stands(spoken, token.text):
        return ()
    old = next(iter(spoken.attributes), None)
    if old is None and not spoken.part.tables:
        return ()
    return (RenameAsk(entity=spoken.entity, attribute=old, new_name=token.text, quote=spoken.quote),)


def _stands(spoken: Spoken, name: str) -> bool:
    return " ".join(words_of(name)) in spoken.scene.entities[spoken.entity].attributes
