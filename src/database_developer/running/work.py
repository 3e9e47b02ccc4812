"""One run under way: its connections, what it was told, and how it goes on after a lost connection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from database_developer.errors import ConnectionLost
from database_developer.model.script import Block, Script, Side, Written
from database_developer.postgres.live import LiveSession
from database_developer.running.connections import RUNNERS_OWN, Connections
from database_developer.running.options import Options
from database_developer.running.telling import Moment, Observer, Place, Point, Tell, place_of

Found = TypeVar("Found")


@dataclass(kw_only=True)
class Work:
    """What every step of a run needs."""

    connections: Connections
    options: Options
    tell: Tell
    observer: Observer

    @property
    def desk(self) -> LiveSession:
        """The keeper's connection: for the journal where no transaction of a migration is open, and for looking."""
        return self.connections.keeper.session

    def lasting(self, action: Callable[[], Found]) -> Found:
        """Do something that may be done again after the connection was lost. Raises ConnectionLost in the end."""
        for losses in count(1):
            try:
                return action()
            except ConnectionLost as error:
                self.connections.recover(error, losses)
        raise AssertionError


@dataclass(kw_only=True)
class Way:
    """One file that is being run: a script in one direction; ``current`` is the statement under way."""

    work: Work
    script: Script
    direction: str
    side: Side
    current: Written

    def at(self, point: Point, number: int = 0) -> None:
        """Tell the observer."""
        self.work.observer.at(Moment(point=point, version=self.script.version, direction=self.direction, number=number))

    @property
    def place(self) -> Place:
        """Where the statement under way stands."""
        return place_of(self.script, self.direction, self.current)

    def begin(self, statement: Written) -> None:
        """A statement is about to run."""
        self.current = statement
        self.work.tell.statement(self.place)
        self.at(Point.BEFORE_STATEMENT, statement.number)

    def keep_settings(self, block: Block) -> None:
        """What the block set holds for the rest of the file, also on a connection that is opened later."""
        kept = tuple(one for one in block.statements if one.sets and one.sets not in RUNNERS_OWN)
        self.work.connections.settings += kept
