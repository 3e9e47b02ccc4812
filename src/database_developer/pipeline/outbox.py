"""The outbox of a ticket: errands wait here as files until the tracker has taken them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from database_developer.errors import DatabaseDeveloperError, NotLoggedIn, TrackerUnavailable, UsageError
from database_developer.model.errand import Attach, Errand, LogWork, Move, Prune, Refer, Say, Tick
from database_developer.pipeline.errand_files import as_text, from_text
from database_developer.pipeline.files import write_whole
from database_developer.trackers.tracker import Tracker

FILES = "files"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What became of the errands: what was ``done``, what was ``refused`` and why, and how many are ``left``.

    ``why`` is the error that made the rest wait, None where nothing did. What was refused is among those left.
    """

    done: tuple[str, ...] = ()
    refused: tuple[DatabaseDeveloperError, ...] = ()
    left: int = 0
    why: DatabaseDeveloperError | None = None


@dataclass(frozen=True, kw_only=True)
class Outbox:
    """A folder of numbered files, one an errand, sent in their order."""

    folder: Path

    def put(self, errand: Errand) -> None:
        """Add an errand; one that it makes pointless (an earlier text of the same comment, say) is taken out."""
        for path, waiting in self._readable():
            if _place(waiting) == _place(errand):
                path.unlink()
        if isinstance(errand, Attach):
            errand = self._kept(errand)
        write_whole(self.folder / f"{self._next():06}-{type(errand).__name__.lower()}.json", as_text(errand))

    def waiting(self) -> tuple[Errand, ...]:
        """What waits, in order; files that cannot be read are left out."""
        return tuple(errand for _, errand in self._readable())

    def send(self, tracker: Tracker, key: str) -> Sent:
        """Send what waits, in order, each at most once; stops where the tracker cannot be reached."""
        done: list[str] = []
        refused: list[DatabaseDeveloperError] = []
        for path in self._paths():
            try:
                done.append(tracker.do(key, from_text(path.read_text("utf-8"), str(path))))
            except (TrackerUnavailable, NotLoggedIn) as error:
                return self._so_far(done, refused, error)
            except DatabaseDeveloperError as error:
                refused.append(error)
            else:
                path.unlink()
        self._sweep()
        return self._so_far(done, refused, None)

    def _so_far(
        self, done: list[str], refused: list[DatabaseDeveloperError], why: DatabaseDeveloperError | None
    ) -> Sent:
        told = tuple(line for line in done if line)
        return Sent(done=told, refused=tuple(refused), left=len(self._paths()), why=why)

    def _readable(self) -> Iterator[tuple[Path, Errand]]:
        for path in self._paths():
            try:
                yield path, from_text(path.read_text("utf-8"), str(path))
            except UsageError:
                continue

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob("[0-9]*.json"))

    def _next(self) -> int:
        return max((int(path.name.split("-")[0]) for path in self._paths()), default=0) + 1

    def _kept(self, errand: Attach) -> Attach:
        """The errand with a copy of its file that nobody edits meanwhile."""
        source = Path(errand.path)
        content = source.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        copy = self.folder / FILES / digest
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
        return replace(errand, path=str(copy), digest=digest)

    def _sweep(self) -> None:
        """Take away copies that no errand speaks of any more."""
        spoken_of = {Path(errand.path) for errand in self.waiting() if isinstance(errand, Attach)}
        kept = list((self.folder / FILES).glob("*"))
        for path in kept:
            if path not in spoken_of:
                path.unlink()
        if not self._paths():
            shutil.rmtree(self.folder, ignore_errors=True)


def _place(errand: Errand) -> tuple[str, str]:
    """What the errand is about: a later one about the same takes its place."""
    match errand:
        case Move() | Prune():
            about = ""
        case Say(marker=about) | Attach(name=about) | Refer(id=about) | LogWork(run=about):
            pass
        case Tick(criteria=criteria):
            about = "\0".join(criteria)
    return type(errand).__name__, about
