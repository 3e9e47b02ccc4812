"""What became of the ticket's sentences."""

from __future__ import annotations

from collections import Counter

from database_developer.model.request import Fate
from database_developer.publication import markdown
from database_developer.publication.material import Material


def coverage(material: Material) -> str:
    """The shares of each fate, and every sentence that was not understood."""
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
    )
