"""What became of the ticket's sentences, and which objects each gave rise to."""

from __future__ import annotations

from collections import Counter

from database_developer.model.request import Fate, Sentence
from database_developer.publication import markdown
from database_developer.publication.material import Material
from database_developer.publication.tracing import Trace, traces

LONGEST, FEW = 160, 6
ELSEWHERE = "adds to what is told elsewhere"


def coverage(material: Material) -> str:
    """The shares of each fate, what was not understood or superseded, and each sentence with its objects."""
    sentences = material.request.sentences
    if not sentences:
        return ""
    counts = Counter(sentence.fate for sentence in sentences)
    rows = [(str(fate), str(counts[fate]), f"{100 * counts[fate] / len(sentences):.0f} %") for fate in Fate]
    lost = [markdown.quotation(it.quote) for it in sentences if it.fate is Fate.NOT_UNDERSTOOD]
    rest = "Not understood:" if lost else "No sentence was left over."
    return markdown.section(
        "How the ticket was read",
        markdown.table(("fate", "sentences", "share"), rows),
        rest,
        markdown.bullets(lost),
        _superseded(sentences),
        _from_sentences(material),
    )


def _superseded(sentences: tuple[Sentence, ...]) -> str:
    """What later words took back or changed, and these words."""
    lines = [
        markdown.quotation(it.quote)
        + (", in part" if it.fate is not Fate.SUPERSEDED else "")
        + (f": now {markdown.quotation(it.by)}" if it.by else ": struck out")
        for it in sentences
        if it.by or it.fate is Fate.SUPERSEDED
    ]
    return f"Superseded:\n\n{markdown.bullets(lines)}" if lines else ""


def _from_sentences(material: Material) -> str:
    rows = [
        (str(one.line), markdown.line(_cut(one.text)), str(one.fate), _gave(one))
        for one in traces(material.request, material.design)
    ]
    header = ("line", "sentence", "fate", "gave rise to")
    return markdown.section("From sentences to objects", markdown.table(header, rows), level=3)


def _gave(trace: Trace) -> str:
    """The first few; all of them are in the evidence."""
    if trace.fate is not Fate.USED:
        return ""
    shown = ", ".join(map(markdown.line, trace.gave[:FEW])) or ELSEWHERE
    return shown + (f" and {len(trace.gave) - FEW} more" if len(trace.gave) > FEW else "")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 4].rsplit(' ', 1)[0]} ..."
