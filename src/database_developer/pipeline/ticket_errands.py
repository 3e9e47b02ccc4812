"""What a run does on its ticket besides what it says: status, links, files, time and boxes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from database_developer.model.errand import Errand, LogWork, Move, Prune, Refer, Say, Stage, Tick
from database_developer.model.proof import Proof
from database_developer.model.publication import Publication
from database_developer.pipeline.branch import branch_of
from database_developer.pipeline.ticket_files import attachments, picture
from database_developer.pipeline.under_way import Flow


def at_the_start(flow: Flow) -> tuple[Errand, ...]:
    """The ticket is being worked at, and where that can be looked at."""
    return (Move(stage=Stage.STARTED), *(_places(flow) if flow.settings.jira else ()))


def at_the_end(flow: Flow, said: Say, publication: Publication, proof: Proof) -> tuple[Errand, ...]:
    """The files, the verdict, the time it took, and where it is proven, the boxes and the next status.

    Where tickets are files, those of a run lie beside them, and its picture in the run folder.
    """
    pictures, remarks = picture(publication.picture, flow.ticket.key, flow.folder.path)
    flow.remarks.extend(remarks)
    files = (*attachments(flow.root, flow.ticket.key, publication), *pictures) if flow.settings.jira else ()
    pruned = (Prune(names=tuple(one.name for one in files if one.name.endswith(".sql"))),) if files else ()
    return (*files, *pruned, said, *_time(flow), *(_proven(flow, proof) if publication.is_proven else ()))


def _places(flow: Flow) -> Iterator[Refer]:
    branch = branch_of(flow.settings.project)
    if branch is not None:
        yield branch
    if flow.settings.build:
        yield Refer(id="run", url=flow.settings.build, title=f"Run of dbd on {flow.ticket.key}")


def _time(flow: Flow) -> Iterator[LogWork]:
    """The time from the run's begin until now, where the team logs work."""
    if flow.settings.jira is not None and flow.settings.jira.settings.worklog:
        seconds = (datetime.now(UTC) - flow.began).total_seconds()
        yield LogWork(
            run=f"dbd:run:{flow.began:%Y%m%dT%H%M%S}", started=flow.began.isoformat(), seconds=max(1, round(seconds))
        )


def _proven(flow: Flow, proof: Proof) -> Iterator[Errand]:
    met = tuple(one.criterion for one in proof.criteria if one.met is True)
    if flow.settings.ticks and met:
        yield Tick(criteria=met)
    yield Move(stage=Stage.PROVEN)
