"""What rows get where nothing is said: "new bookings come in as 'requested'", "zero unless told otherwise"."""

from __future__ import annotations

from database_developer.model.request import AlterAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.plain_words.spoken import Spoken

_OTHERWISE = """
    unless [(we | you | they | somebody | someone | anybody | nobody | it)] [is | are] (told | said | stated
      | specified | given | say(s) | set | otherwise | chosen | something) [otherwise | else | so | explicitly
      | given]*
    | by default | as default
    | (if | when | where | whenever) (nothing | none | no (C | T) | no value | no other | nothing else) [is | was
      | has been] [said | given | told | set | specified | chosen | provided | entered | passed | stated | there
      | known]
    | (if | when | where | whenever) (C | it | not | nobody) [is | was] [not | say(s) | give(s) | set(s)] (said
      | given | told | set | specified | chosen | provided | entered | passed | stated | anything | missing
      | omitted | left out | left empty | left blank)
    """
_BEGINS = """
    (start(s) | begin(s)) [out | off | life] (in | as | with | at | on) [C] [of | as] | start from | come(s) in as
    | initially | initial value | preset to | pre-filled with | prefilled with | created as | created with [C]
    | enter(s) as | new T {must} be | assume | default to | defaults to | defaulting to
    | default (of | is | :) | default value
    """
_TOLD = turn("{otherwise} | {begins} | default(s|ed)", begins=_BEGINS, otherwise=_OTHERWISE)
_GOES = turn("""
    (drop(s) | remove | lose(s) | without | no | delete | get rid of | take away | stop | end) ~2 default(s|ing)
    | default(s) ~2 [C] [{must} | can | may] (go | goes | be dropped | be removed | away | be gone | disappear
      | out)
    | {not} ~1 (default | have default | be defaulted)
    """)
_NUMBER = turn("N")
_IS_SO = turn("T ~3 (are | is | be | become) C by default")
_BEHIND = turn("""
    default <value: V | N> (to | on | for | in | of) C
    | (default(s) to | default [value] (of | is | : | = | to | must be | should be) | start(s) [out | off] (in | as
      | at | with | on) [C] [of] | begin(s) (in | as | at | with | on) [C] [of] | come(s) in as | preset to
      | created (as | with) [C] | initially | {must} be | {be} | get(s) | to | as | of | with | take | use | assume
      | on C | in C | at | on | set to | =) <value: V | N>
    """)
_LITTLE = lexicon.words(
    "default defaults be to as of with in on at by it if when where unless nothing none no not given said told set C T "
    "L is are gets get start starts and or for this that must should begin begins"
)
_NUMBERS = {"zero": "0", "one": "1", "nought": "0", "nil": "0", "yes": "true", "no": "false", "today": "now"}


def read(spoken: Spoken) -> Findings:
    """The default that comes, or "" where it goes."""
    if len(spoken.attributes) != 1 or spoken.is_denied or spoken.is_allowed:
        return ()
    if _GOES.stands_in(spoken.words):
        return _asks(spoken, "")
    if not _TOLD.stands_in(spoken.words):
        return ()
    if _IS_SO.stands_in(spoken.words):
        return _asks(spoken, "true")
    value = _value(spoken)
    return _asks(spoken, value) if value else ()


def _value(spoken: Spoken) -> str:
    """The one value in quotes, else the number, else the word behind "to" or "is"."""
    literals = spoken.gist.literals()
    if len(literals) == 1:
        return literals[0].text.strip("'")
    numbers = [spoken.words[found.start] for found in _NUMBER.each_in(spoken.words)]
    if len(numbers) == 1 and not literals:
        return numbers[0]
    return _behind(spoken)


def _behind(spoken: Spoken) -> str:
    """The first word behind "to" or "is" that may be a value."""
    found = _BEHIND.search(spoken.words)
    while found is not None:
        (place,) = found.places("value")
        word = spoken.words[place]
        if word not in _LITTLE and word != "L":
            return _NUMBERS.get(word, _as_written(spoken, place))
        found = _BEHIND.search(spoken.words, place)
    return ""


def _as_written(spoken: Spoken, place: int) -> str:
    token = spoken.gist.token_at(place)
    return token.text if token is not None else ""


def _asks(spoken: Spoken, value: str) -> Findings:
    (name,) = spoken.attributes
    return (AlterAsk(entity=spoken.entity, attribute=name, default=value, quote=spoken.quote),)
