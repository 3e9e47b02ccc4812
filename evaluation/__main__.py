"""Reads tickets whose outcome is known, migrates a shadow for each, and lets a scorer judge what stands there then.

Run with ``python -m evaluation FOLDER [--ids REGEX] [--out DIR] [--explain ID]`` (``make eval``). The folder
holds ``cases/*.json``, ``score.py`` and ``introspect.py``; nothing of it belongs to the project, and where it
is missing there is nothing to do. No key and no model is used.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from evaluation.cases import Case, Judged, cases_in, judge


def main(folder: Path, ids: str, out: Path | None, explain: str) -> int:
    """Judge the cases and print the scorer's tables; 0 unless a case ended in an error of ours."""
    if not (folder / "score.py").exists():
        print(f"nothing to evaluate: there is no {folder}/score.py")
        return 0
    pattern = re.compile(f"^{re.escape(explain)}$" if explain else ids)
    with tempfile.TemporaryDirectory(prefix="dbd-evaluation-") as scratch:
        place = out or Path(scratch)
        place.mkdir(parents=True, exist_ok=True)
        results = [_judged(case, folder, place) for case in cases_in(folder) if pattern.search(case.id)]
        _tell(results)
        command = [sys.executable, str(folder / "score.py"), "--cases", str(folder / "cases"), "--pred", str(place)]
        command += ["--only-present"] + (["--explain", explain] if explain else [])
        subprocess.run(command, check=True)
    return int(any(one.is_broken for one in results))


def _judged(case: Case, folder: Path, place: Path) -> Judged:
    started = time.perf_counter()
    result = judge(case, folder)
    (place / f"{case.id}.json").write_text(json.dumps(result.prediction, ensure_ascii=False), "utf-8")
    print(f"{case.kind} {case.id:24} {time.perf_counter() - started:5.1f} s  {result.said}", flush=True)
    return result


def _tell(results: list[Judged]) -> None:
    share = [one.share_understood for one in results]
    print(f"{len(results)} tickets; of their sentences {sum(share) / max(len(share), 1):.0%} were used or set aside")
    for one in results:
        for line in one.without_reason:
            print(f"  no reason: {one.id}: {line}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ids", default="", help="a regular expression for the cases' ids")
    parser.add_argument("--out", type=Path, help="keep what was made in this folder")
    parser.add_argument(
        "--explain", default="", metavar="ID", help="one case, with what is missing and what is too much"
    )
    given = parser.parse_args()
    sys.exit(main(given.folder, given.ids, given.out, given.explain))
