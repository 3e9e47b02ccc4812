from __future__ import annotations

import ast
import json
import re
from dataclasses import replace

from markdown_it import MarkdownIt

from database_developer.model.message import Boxes, Message, Words
from database_developer.model.migration import Rollout
from database_developer.model.names import QualifiedName
from database_developer.model.proof import Observation, Proof, Verdict, Verification
from database_developer.model.publication import Publication
from database_developer.model.request import Fate, Sentence
from database_developer.model.schema import Schema, Trigger
from database_developer.publication.material import Material
from database_developer.publication.publisher import publish
from database_developer.publication.warnings import warning
from database_developer.trackers.message_markdown import rendered
from unit.publication.sample import (
    AFTER,
    DESIGN,
    EVENTS,
    FILES,
    MATERIAL,
    MIGRATION,
    NASTY,
    PROOF,
    REQUEST,
    TICKET,
    USERS,
    column,
)
from unit.publication.test_mermaid import parsed


def published(material: Material = MATERIAL) -> Publication:
    return publish(
        ticket=material.ticket,
        request=material.request,
        design=material.design,
        rollout=Rollout(migrations=(material.migration,)),
        migration_files=material.migration_files,
        proof=material.proof,
        seed_script=material.seed_script,
    )


def report(material: Material = MATERIAL) -> str:
    return published(material).files["reports/KAN-29/report.md"]


def test_files_stand_where_they_belong() -> None:
    assert set(published().files) == {
        *FILES,
        "docs/database/schema.md",
        "docs/database/tables/analytics_events.md",
        "docs/database/tables/analytics_daily_summary.md",
        "docs/database/tables/users.md",
        "docs/database/KAN-29.md",
        "models/sqlalchemy_models.py",
        "seeds/kan_29.sql",
        "reports/KAN-29/report.md",
        "reports/KAN-29/evidence.json",
    }


def test_links_lead_to_files() -> None:
    files = published().files
    for path, text in files.items():
        for target in re.findall(r"\]\(([^)]+)\)", text) if path.endswith(".md") else ():
            parts = path.split("/")[:-1]
            for part in target.split("/"):
                parts = parts[:-1] if part == ".." else [*parts, part]
            assert "/".join(parts) in files, (path, target)


def test_without_seeds_none_are_written() -> None:
    assert not any("seeds/" in path for path in published(replace(MATERIAL, seed_script=None)).files)


def test_a_box_is_ticked_only_where_the_criterion_is_met() -> None:
    done = {item.text: item.done for item in published().checklist}
    assert done == {"Indexes implemented": True, "Security measures implemented": None, "Everything else": False}
    boxes = next(part for part in published().comment.parts if isinstance(part, Boxes)).boxes
    told = [(rendered(Message(parts=(Words(line=box.line),))).split()[0], box.is_ticked) for box in boxes]
    assert told == [("Indexes", True), ("Security", False), ("Everything", False)]
    assert "☑ met | Indexes implemented" in report()
    assert "☐ undecided | Security" in report()
    assert report().count("☑") == 1


def test_a_proof_moves_the_ticket_on() -> None:
    assert published().is_proven
    assert published().headline == "Proven: none of 2 claims failed. 2 tables new. 1 of 3 acceptance criteria met."


def test_a_failed_claim_does_not() -> None:
    first, second = PROOF.observations
    failed = replace(PROOF, observations=(replace(first, verdict=Verdict.FAILED), second))
    found = published(replace(MATERIAL, proof=failed))
    assert not found.is_proven
    assert found.headline.startswith("Not proven: 1 of 2 claims failed.")
    assert "**failed**" in found.files["reports/KAN-29/report.md"]


def test_a_warning_says_what_happens_when_and_what_to_do() -> None:
    findings = [
        {"script": "rollback", "where": "table a", "what": f'table "{name}" is removed', "hint": "copy it before"}
        for name in "abcde"
    ]
    seen = Observation(
        id="checks/data-loss",
        exercise="checks",
        claim="no values from before are lost",
        verdict=Verdict.WARNING,
        observed="rollback: table a: gone",
        evidence={"findings": findings},
    )
    assert rendered(Message(parts=(Words(line=warning(seen)),))) == (
        'Rolling back: table "a" is removed; table "b" is removed; table "c" is removed; and 2 more. '
        "To do: copy it before; see `checks/data-loss`\n"
    )
    plain = replace(seen, evidence={})
    assert rendered(Message(parts=(Words(line=warning(plain)),))).startswith("no values from before are lost: rollback")


def test_an_empty_proof_proves_nothing() -> None:
    found = published(replace(MATERIAL, proof=Proof()))
    assert (found.is_proven, found.headline.split(".")[0]) == (False, "Not proven: nothing was observed")


def test_the_report_says_what_a_reviewer_asks() -> None:
    text = report()
    assert "| `users` | ShareRowExclusiveLock (writes wait) | neither |" in text
    assert "restores the structure, but not all of the data" in text
    assert "the events themselves are gone" in text
    assert "| q1 | one user's events | 0.11 ms | 14.20 ms |" in text
    assert "bigint keys, because 5 million events a month outgrow integer" in text
    assert "“Table names: `analytics_events` and `analytics_daily_summary`.” (line 31)" in text
    assert "How long are events kept? Proposed: a) 90 days; b) for ever." in text
    assert "-f 'migrations/20260102000000_kan_29_events.up.sql'" in text
    assert "| not understood | 1 | 33 % |" in text
    assert "“Frobnicate the | summary.” (line 50)" in text


def test_a_query_that_is_a_quote_is_not_said_twice() -> None:
    query = DESIGN.queries[0]
    told = replace(query, quote=replace(query.quote, text=query.sql.replace(" WHERE", "\n  WHERE") + ";"))
    text = report(replace(MATERIAL, design=replace(DESIGN, queries=(told,))))
    assert "Line 47 of the ticket." in text
    assert text.count("ORDER BY created_at DESC") == 1


def test_long_lists_of_evidence_are_cut() -> None:
    many = replace(PROOF, criteria=(replace(PROOF.criteria[0], observations=tuple(map(str, range(9)))),))
    assert "`0`, `1`, `2`, `3` and 5 more" in report(replace(MATERIAL, proof=many))


def test_the_table_page_tells_whom_an_index_serves() -> None:
    page = published().files["docs/database/tables/analytics_events.md"]
    assert "query q1: one user's events; foreign key `analytics_events_user_id_fkey`; read newest first |" in page
    assert "| `user_id` | [users](users.md) `id` | many to one | cascade | no action |" in page


def test_evidence_is_the_same_every_time_and_complete() -> None:
    text = published().files["reports/KAN-29/evidence.json"]
    backwards = replace(PROOF, observations=PROOF.observations[::-1])
    assert text == published(replace(MATERIAL, proof=backwards)).files["reports/KAN-29/evidence.json"]
    document = json.loads(text)
    assert document["versions"]["server"] == "PostgreSQL 18.6"
    assert [one["id"] for one in document["observations"]] == ["queries/q1", "there_and_back/forward"]
    assert document["observations"][0]["evidence"]["without"] == {"milliseconds": 14.2}
    assert document["proven"] is True


def test_a_changed_table_is_marked_with_its_new_columns() -> None:
    users = replace(USERS, columns=(*USERS.columns, column("plan", "text", comment="which")))
    after = Schema(tables={**AFTER.tables, users.name: users})
    page = published(replace(MATERIAL, migration=replace(MIGRATION, after=after))).files["docs/database/KAN-29.md"]
    assert 'users["users (changed)"]' in page
    assert 'text plan "new, which"' in page
    assert 'analytics_events["analytics_events (new)"]' in page


def nasty() -> Material:
    """Every text that a ticket or a database can choose is hostile."""
    table = QualifiedName('a "b"/../c', NASTY.split("\n", maxsplit=1)[0][:30])
    columns = tuple(replace(one, comment=NASTY, default=NASTY) for one in EVENTS.columns)
    trigger = Trigger(name=NASTY, definition=NASTY, function=table)
    events = replace(EVENTS, name=table, columns=columns, comment=NASTY, triggers=(trigger,))
    observation = replace(PROOF.observations[0], claim=NASTY, observed=NASTY, evidence={NASTY: [NASTY, {1, 2}]})
    return replace(
        MATERIAL,
        ticket=replace(TICKET, key="../KAN 29/é", summary=NASTY),
        request=replace(
            REQUEST,
            sentences=(Sentence(quote=replace(REQUEST.criteria[0].quote, text=NASTY), fate=Fate.NOT_UNDERSTOOD),),
        ),
        design=replace(DESIGN, decisions=tuple(replace(one, what=NASTY, why=NASTY) for one in DESIGN.decisions)),
        migration=replace(MIGRATION, after=Schema(tables={**AFTER.tables, table: events}, enums=AFTER.enums)),
        proof=Proof(
            observations=(observation,),
            criteria=(Verification(criterion=NASTY, met=None, remark=NASTY),),
            server=NASTY,
        ),
    )


def test_hostile_texts_stay_texts() -> None:
    found = published(nasty())
    parser = MarkdownIt("commonmark").enable("table")
    for path, text in found.files.items():
        assert ".." not in path.split("/")
        if path.endswith(".md"):
            tokens = parser.parse(text)
            children = [child for token in tokens for child in token.children or ()]
            assert not {"html_block", "html_inline", "image", "em"} & {one.type for one in [*tokens, *children]}, path
            for block in (token for token in tokens if token.type == "fence" and token.info == "mermaid"):
                parsed(block.content.rstrip("\n"))
    ast.parse(found.files["models/sqlalchemy_models.py"])
    said = parser.parse(rendered(found.comment))
    children = [child for token in said for child in token.children or ()]
    assert not {"html_block", "html_inline", "image", "em"} & {one.type for one in [*said, *children]}
