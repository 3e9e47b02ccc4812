"""What goes: "we don't need the middle names any more, so out with that column", "time to bin the table"."""

from __future__ import annotations

from database_developer.model.request import RemovalAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.plain_words.gist import any_of, pattern
from database_developer.reading.plain_words.spoken import Spoken

_GOES = pattern(
    any_of(
        r"(?:drop|remove|delete|scrap|bin|ditch|discard|eliminate|kill|trash|axe|purge|get rid of|getting rid of|"
        r"do away with|"
        r"throw away|throw out|take out|away with|clear out|clean out|retire)(?: (?:that|this|it|them|"
        r"these|[CT])(?= (?:and|from|in|of|on|again|now|too|,|entirely|completely|C)|$| ,)|$| "
        r"(?:from|in|of|on) T| again| now| altogether| completely| entirely| too| here)",
        r"(?:drop|throw|take|strip|kick) (?:C|it|that|this|them|T) (?:away|out|off)|(?:drop|remove|delete|scrap|"
        r"bin) (?:\w+ ){0,2}C(?= (?:and|from|in|of|on|again|now|too|,|;|entirely|completely|C)|$| ,)",
        r"(?:that|this|it|they|those|C|T) (?:{must} |can |may )?(?:go|goes|go away|be gone|disappear|vanish|"
        r"be dropped|be removed|be "
        r"deleted|be scrapped|be thrown away|be thrown out|be taken out|leave|be retired|be discarded|"
        r"be binned)(?: away)?$",
        r"C (?:is|are) (?:to be )?(?:dropped|removed|deleted|thrown away|scrapped)$",
        r"(?:^|so |and )out with (?:C|it|this|that|them|T)(?= |$)",
        r"time to (?:drop|remove|bin|delete|scrap) (?:it|this|that|C|T)",
    )
)
_NEEDLESS = pattern(
    r"{not} (?:\w+ )?(?:needed|used|wanted|required|need|use|want|read|look at|care about)|nobody (?:\w+ )?(?:needs|"
    r"uses|reads|wants|looks)|no one "
    r"(?:needs|uses|reads)|useless|obsolete|superfluous|dead|unused|pointless|abandoned|no code"
)
_OTHER = pattern(
    "default|defaults|constraint|unique|index|indexes|not null|foreign key|rule|check|rows|row|entries|record|records|"
    "duplicates|data|values|value|restriction|limit|trigger|view|after|before|"
    "reference|references|usage|usages|code|logic|import|imports|call|calls|feature|test|tests|flag|link|page|button"
)


def read(spoken: Spoken) -> Findings:
    """The columns that go, or the table."""
    text = spoken.text
    if spoken.is_denied or spoken.is_allowed or _OTHER.search(text) or not _is_told(spoken):
        return ()
    named = spoken.part.attributes
    is_table = not named and (spoken.part.tables or not spoken.attributes)
    if is_table and not _says_table(spoken):
        return ()
    names = (None,) if is_table else spoken.attributes
    return tuple(RemovalAsk(entity=spoken.entity, attribute=name, quote=spoken.quote) for name in names)


def _is_told(spoken: Spoken) -> bool:
    if _GOES.search(spoken.text) is None:
        return False
    return pattern(r"{not} (?:drop|remove|delete|be dropped|be removed|be deleted|go)").search(spoken.text) is None


def _says_table(spoken: Spoken) -> bool:
    """Rows of a thing go by themselves; only its table is meant here."""
    words = {token.lower for token in spoken.part.tokens}
    return (
        "table" in words or bool(words & {"it", "this", "that"}) or any("_" in one.text for one in spoken.part.tokens)
    )
