"""Whether each row has a value: "no invoice without a due date", "walk-ins can leave the phone out"."""

from __future__ import annotations

from database_developer.model.request import AlterAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.plain_words.gist import any_of, pattern
from database_developer.reading.plain_words.spoken import Spoken

_FULL = r"(?:required|mandatory|compulsory|obligatory|not null|non-null|must|not optional|not nullable|necessary)"
_FREE = r"(?:optional|nullable|voluntary|null|not required|not mandatory)"
_GIVEN = (
    r"(?:filled|given|set|provided|present|entered|known|there|specified|stated|supplied|recorded|populated|completed|"
    r"filled in|filled out|in place|available)"
)
_EMPTY = (
    r"(?:empty|null|nulls|blank|blanks|missing|absent|unknown|unset|omitted|nullable|optional|skipped|left out|"
    r"left off|"
    r"left empty|left blank|left open|without value|be without|open|null values|not set|not filled|not given)"
)
_REQUIRED = pattern(
    any_of(
        r"{not} (?:be |longer be |ever be |stay |remain |go |accept |allow |take |hold |have )?(?:left )?" + _EMPTY,
        r"{must} (?:\w+ )?(?:be )" + _GIVEN,
        r"{must} have (?:one |exactly one )?C",
        r"(?:every|each|any) T (?:needs|requires|has to have|must have|gets|carries|must carry) (?:one )?C",
        r"(?:can|may|must|should|could|shall) (?:not|never) .{0,40}without (?:any |one |having )?C",
        r"no (?:more |new |further )?T (?:\w+ ){0,3}without (?:any )?C",
        r"no (?:more )?(?:empty|blank|null|missing|nulls|blanks)(?: values?| C)?",
        r"not accept T without C|refuse T without C|reject T without C|forbid T without C|never .{0,30}without C",
        r"nobody .{0,30}without C",
        r"insist on C|(?:nothing|none)(?: of (?:it|them|this|these))? (?:\w+ )?(?:be )?" + _EMPTY,
    )
)
_OPTIONAL = pattern(
    any_of(
        r"(?:{not}|nor) (?:be |longer be |longer |necessarily be |necessarily |made )?(?:required|mandatory|compulsory|"
        r"obligatory|not null|necessary|must)",
        r"(?:need|needs|have|has|ought|must|does|do) not (?:to be |be |have to be |need to be |necessarily be )"
        + _GIVEN,
        r"(?:do|does|will|need|should) not (?:have to |need to |always |necessarily )?(?:have|give|provide|enter|fill|"
        r"state|tell|know|be asked for|be forced to)(?: to \w+)?(?: in)? C",
        r"{may} (?:be |stay |remain |go |now be |then be )?(?:left )?" + _EMPTY,
        r"{may} (?:also )?(?:leave|skip|omit|drop out|leave out|leave off)(?: out| off)? C",
        r"(?:leave|leaving) (?:out )?C (?:empty|blank|out|open|off|null)",
        r"(?:skip|skipping|omit|omitting|leave out|leaving out) C",
        r"(?:allow|allows|allowing|permit|accept|support|possible to|may|can|able to) .{0,45}(?:without|"
        r"with no) (?:any )?C",
        r"without C (?:{must}|{may}|{be}) (?:be )?(?:possible|allowed|fine|ok|okay|permitted|accepted|welcome)",
        r"(?:allow|accept|permit) (?:for )?(?:C |T )?(?:to be |being )?" + _EMPTY,
        r"(?:allow|accept|permit) (?:empty|missing|null|blank|no) C",
        r"not (?:every|all) T (?:has|have|with|comes with|need|needs) C",
        r"(?:do|does|did|will) not (?:all |always )?have (?:one|it|any|them|that)",
        r"none(?: of (?:them|these|it|those))? (?:\w+ ){0,2}" + _FULL,
        r"only (?:some|few) (?:\w+ )?have (?:one|it|any)|not everybody has|not everyone has",
    )
)
_STATED_FULL = pattern(_FULL)
_STATED_FREE = pattern(_FREE)
_LACKING = pattern(
    r"without (?:any )?C|(?:have|has|had|with|having) no C|no C|C (?:{be} )?"
    + _EMPTY
    + r"|(?:missing|empty|null|blank) C|"
    r"not (?:every|all) T (?:has|have) C|lacks? C|lacking C|miss C"
)
_OTHER = pattern("constraint|index|unique|default|foreign key")


def read(spoken: Spoken) -> Findings:
    """What becomes of the columns; () where it depends on anything."""
    required = _told(spoken)
    if required is None or not spoken.attributes:
        return ()
    return tuple(
        AlterAsk(entity=spoken.entity, attribute=name, required=required, quote=spoken.quote)
        for name in spoken.attributes
    )


def _told(spoken: Spoken) -> bool | None:
    text = spoken.text
    if spoken.is_denied or spoken.is_allowed:
        return spoken.is_denied if _LACKING.search(text) else None
    if _OPTIONAL.search(text):
        return False
    if _REQUIRED.search(text):
        return True
    if _OTHER.search(text) and "not null" not in text:
        return None
    is_full, is_free = bool(_STATED_FULL.search(_less_must(text))), bool(_STATED_FREE.search(text))
    return is_full if is_full != is_free else None


def _less_must(text: str) -> str:
    """ "A must" alone says that it is required; before a verb it says nothing of that."""
    words = text.split()
    return " ".join(word for at, word in enumerate(words) if word != "must" or at + 1 == len(words))
