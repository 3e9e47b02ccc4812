"""Runs one file from wherever it was left to its end."""

from __future__ import annotations

from itertools import count

from database_developer.errors import ConnectionLost
from database_developer.model.script import Block, Script, Side, Written
from database_developer.running.alone import run_alone
from database_developer.running.backfills.backfill import run_backfill
from database_developer.running.blocks import run_block
from database_developer.running.history import ensure_same_beginning
from database_developer.running.journal import journal
from database_developer.running.work import Way, Work

NOWHERE = Written(sql="", number=0, line=1)


def run_side(work: Work, script: Script, direction: str, side: Side) -> Way:
    """Run what is not done yet of a file, statement by statement; what was done is in the journal all along.

    Raises LockNotObtained, StillInUse, StatementFailed, HistoryBroken, ConnectionLost, RunnerBusy; the journal
    then notes where and why.
    """
    way = Way(work=work, script=script, direction=direction, side=side, current=next(iter(side.statements), NOWHERE))
    done = work.lasting(lambda: journal.read_done(work.desk, script.version, direction))
    ensure_same_beginning(side, done)
    work.connections.fresh()
    work.tell.begin(script, direction, sum(one.is_done for one in done.values()))
    for block in side.blocks:
        way.current = block.statements[0]
        if not all(one.number in done and done[one.number].is_done for one in block.statements):
            _finish(way, block)
        way.keep_settings(block)
    work.connections.fresh()
    return way


def _finish(way: Way, block: Block) -> None:
    """Run a block until the journal says that it is done, however often the connection is lost."""
    for losses in count(1):
        try:
            if losses == 1 or not _is_done(way, block):
                _run(way, block)
            return
        except ConnectionLost as error:
            way.work.connections.recover(error, losses)


def _run(way: Way, block: Block) -> None:
    first = block.statements[0]
    if first.batches is not None:
        run_backfill(way, first, first.batches)
    elif block.in_transaction:
        run_block(way, block)
    else:
        run_alone(way, first)


def _is_done(way: Way, block: Block) -> bool:
    done = journal.read_done(way.work.desk, way.script.version, way.direction)
    return all(one.number in done and done[one.number].is_done for one in block.statements)
