"""What rows get where nothing is said: "new bookings come in as 'requested'", "zero unless told otherwise"."""

from __future__ import annotations

import re

from database_developer.model.request import AlterAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.plain_words.gist import any_of, pattern
from database_developer.reading.plain_words.spoken import Spoken

_OTHERWISE = (
    r"unless (?:(?:we|you|they|somebody|someone|anybody|nobody|it) )?(?:is |are )?(?:told|said|stated|specified|"
    r"given|say|says|set|"
    r"otherwise|chosen|something)(?: otherwise| else| so| explicitly| given)*|by default|as default|"
    r"(?:if|when|where|whenever) (?:nothing|none|no [CT]|no value|no other|nothing else) ?"
    r"(?:is |was |has been )?(?:said|given|told|set|specified|chosen|provided|entered|passed|stated|there|known)?|"
    r"(?:if|when|where|whenever) (?:C|it|not|nobody) ?(?:is |was )?(?:not |says? |gives? |sets? )?(?:said|given|"
    r"told|set|specified|"
    r"chosen|provided|entered|passed|stated|anything|missing|omitted|left out|left empty|left blank)"
)
_BEGINS = (
    r"(?:starts?|begins?)(?: out| off| life)? (?:in|as|with|at|on)(?: C)?(?: of| as)?|start from|"
    r"comes? in as|initially|initial value|preset to|pre-filled with|prefilled with|created as|created with(?: C)?|"
    r"enters? as|new T {must} be|C = |assume|default to|defaults to|defaulting to|default (?:of|is|:)|default value"
)
_TOLD = pattern(any_of(_OTHERWISE, _BEGINS, "default|defaults|defaulted"))
_GOES = pattern(
    any_of(
        r"(?:drop|drops|remove|lose|loses|without|no|delete|get rid of|take away|stop|end) (?:\w+ ){0,2}(?:default|"
        r"defaults|"
        r"defaulting)",
        r"defaults?(?: \w+){0,2}(?: C)? (?:{must} |can |may )?(?:go|goes|be dropped|be removed|away|be gone|"
        r"disappear|out)",
        r"{not} (?:\w+ )?(?:default|have default|be defaulted)",
    )
)
_VALUE = r"(L|-?\d+(?:\.\d+)?|[a-z][\w-]*(?:\(\))?)"
_BEHIND = pattern(
    any_of(
        r"(?:default(?:s)? to|default (?:value )?(?:of|is|:|=|to|must be|should be)|start(?:s)?(?: out| off)? (?:in|"
        r"as|at|with|on)"
        r"(?: C)?(?: of)?|begin(?:s)? (?:in|as|at|with|on)(?: C)?(?: of)?|come(?:s)? in as|preset to|created (?:as|"
        r"with)(?: C)?|"
        r"initially|{must} be|{be}|gets?|to|as|of|with|take|use|assume|on C|in C|at|on|set to|=)(?= " + _VALUE + ")",
    )
)
_LITTLE = lexicon.words(
    "default defaults be to as of with in on at by it if when where unless nothing none no not given said told set C T "
    "L is are gets get start starts and or for this that must should begin begins"
)
_NUMBERS = {"zero": "0", "one": "1", "nought": "0", "nil": "0", "yes": "true", "no": "false", "today": "now"}


def read(spoken: Spoken) -> Findings:
    """The default that comes, or "" where it goes."""
    if len(spoken.attributes) != 1 or spoken.is_denied or spoken.is_allowed:
        return ()
    if _GOES.search(spoken.text):
        return _asks(spoken, "")
    if not _TOLD.search(spoken.text):
        return ()
    value = _value(spoken)
    return _asks(spoken, value) if value else ()


def _value(spoken: Spoken) -> str:
    """The one value in quotes, else the number, else the word behind "to" or "is"."""
    literals = spoken.gist.literals()
    if len(literals) == 1:
        return literals[0].text.strip("'")
    numbers: list[str] = re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])", spoken.text)
    if len(numbers) == 1 and not literals:
        return numbers[0]
    for match in _BEHIND.finditer(spoken.text):
        word = next(group for group in match.groups() if group)
        if word not in _LITTLE and word != "L":
            return _NUMBERS.get(word, _as_written(spoken, match.end() + 1))
    return ""


def _as_written(spoken: Spoken, place: int) -> str:
    token = spoken.gist.token_at(place)
    return token.text if token is not None else ""


def _asks(spoken: Spoken, value: str) -> Findings:
    (name,) = spoken.attributes
    return (AlterAsk(entity=spoken.entity, attribute=name, default=value, quote=spoken.quote),)
