"""What became of the ticket's sentences."""

from __future__ import annotations

from collections import Counter

from database_developer.model.request import Fate, Sentence
from database_developer.publication import markdown
from database_developer.publication.material import Material


def coverage(material: Material) -> str:
    """The shares of each fate, and every sentence that was not understood, or that a later one replaces."""
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
