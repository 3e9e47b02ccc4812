"""Stands in for a run where time matters: ``stub_run.py FOLDER KEY`` does what ``FOLDER/KEY.json`` says."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from threading import Thread
from types import FrameType

FOLDER, KEY = Path(sys.argv[1]), sys.argv[2]
MARK = FOLDER / f"{KEY}.running"


def note(what: str) -> None:
    with (FOLDER / "log").open("a") as file:
        file.write(f"{KEY} {what} {os.getpid()}\n")


def stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def leash() -> None:
    while os.read(0, 100):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def orders() -> dict[str, object]:
    path = FOLDER / f"{KEY}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


signal.signal(signal.SIGTERM, stop)
Thread(target=leash, daemon=True).start()
told = orders()
try:
    os.close(os.open(MARK, os.O_CREAT | os.O_EXCL))
except FileExistsError:
    if not told.get("may_find_mark"):
        note("overlap")
note("begin")
try:
    time.sleep(float(str(told.get("seconds", 0))))
    while told.get("waits") and not (FOLDER / f"{KEY}.go").exists():
        time.sleep(0.02)
except KeyboardInterrupt:
    MARK.unlink(missing_ok=True)
    note("taken-back")
    sys.exit(130)
MARK.unlink(missing_ok=True)
note("end")
sys.stdout.write(json.dumps(told.get("says", {"headline": "done and proven"})))
sys.exit(int(str(told.get("exit_code", 0))))
