"""What became of the ticket's sentences, and which objects each gave rise to."""

from __future__ import annotations

from collections import Counter

from database_developer.model.request import Fate
from database_developer.publication import markdown
from database_developer.publication.material import Material
from database_developer.publication.tracing import Trace, traces

LONGEST, FEW = 160, 6
ELSEWHERE = "adds to what is told elsewhere"


def coverage(material: Material) -> str:
    """The shares of each fate, every sentence that was not understood, and each sentence with its objects."""
    sentences = material.request.sentences
    if not sentences:
        return ""
    counts = Counter(sentence.fate for sentence in sentences)
    rows = [(str(fate), str(counts[fate]), f"{100 * counts[fate] / len(sentences):.0f} %") for fate in Fate]
    lost = [
        markdown.quotation(sentence.quote.text, sentence.quote.line)
        for sentence in sentences
        if sentence.fate is Fate.NOT_UNDERSTOOD
    ]
    rest = "Not understood:" if lost else "No sentence was left over."
    return markdown.section(
        "How the ticket was read",
        markdown.table(("fate", "sentences", "share"), rows),
        rest,
        markdown.bullets(lost),
        _from_sentences(material),
    )


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
