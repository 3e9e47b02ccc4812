"""Reading tickets: the example, and texts made of many like it, beside the Markdown parser alone.

Run with ``python -m benchmarks.reading [--most BYTES]``. The peer is markdown-it, which only finds out what is a
heading, a list or a paragraph; the reader does that first and then reads every sentence. Each size is four times
the one before, so the last column says how the cost grows: 4 is linear.
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from markdown_it import MarkdownIt

from database_developer.model.ticket import Ticket
from database_developer.reading.reader import read
from database_developer.reading.vocabulary import Vocabulary
from database_developer.trackers.blocks import blocks_of

EXAMPLES = Path(__file__).parents[1] / "examples" / "dashboard" / "tickets"
SMALLEST, MOST = 16_000, 1_024_000
TIMES = 5
HEAD = "{:>10} {:>12} {:>12} {:>10} {:>10} {:>8}"


def text_of(key: str) -> str:
    """A ticket's own text, without its head."""
    return (EXAMPLES / f"{key}.md").read_text("utf-8").split("---\n", 2)[2]


def long_text(size: int) -> str:
    """Many sections, each about another thing, as long as ``size`` bytes at least."""
    section = (
        "\n## Thing {0}\n\nA thing{0} belongs to a user and has a title (text, required), an amount in cents and a "
        "status (one of new, paid, shipped; new unless said otherwise). No two thing{0}s share a title.\n\n"
        "- note{0}: varchar(255), required\n- due date: date\n\nWe look up one user's thing{0}s, newest first.\n"
    )
    found: list[str] = []
    length = 0
    while length < size:
        found.append(section.format(len(found)))
        length += len(found[-1])
    return "".join(found)


def timed(work: Callable[[], object], times: int = TIMES) -> float:
    """The shortest of so many times, in milliseconds."""
    shortest = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - started)
    return shortest * 1000


def understood(text: str) -> object:
    """The request, from the text on."""
    return read(Ticket(key="X-1", summary="A ticket", blocks=blocks_of(text), origin="X-1"), Vocabulary())


def peak(work: Callable[[], object]) -> float:
    """The most memory that was in use, in MB."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def main(most: int = MOST) -> None:
    """Print the table."""
    parser = MarkdownIt("commonmark")
    for key in ("KAN-29", "KAN-34", "KAN-37"):
        text = text_of(key)
        ours, theirs = timed(lambda text=text: understood(text)), timed(lambda text=text: parser.parse(text))
        print(f"{key}: {ours:.1f} ms; the Markdown parser alone {theirs:.1f} ms")
    print(HEAD.format("bytes", "reading ms", "parser ms", "ratio", "peak MB", "growth"))
    before, size = 0.0, SMALLEST
    while size <= most:
        text = long_text(size)
        ours, theirs = timed(lambda text=text: understood(text), 1), timed(lambda text=text: parser.parse(text), 1)
        memory = peak(lambda text=text: understood(text))
        growth = f"{ours / before:.1f}" if before else ""
        print(
            HEAD.format(
                f"{len(text):,}", f"{ours:,.0f}", f"{theirs:,.0f}", f"{ours / theirs:.1f}", f"{memory:.0f}", growth
            )
        )
        before, size = ours, size * 4


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--most", type=int, default=MOST, help="bytes of the longest text (default: %(default)s)")
    main(options.parse_args().most)
