"""`log/identity`: who the log is (section 2)."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from verify_log.notes import NoteError, VerifierKey, parse_vkey, valid_name
from verify_log.report import Report

FILE = "log/identity"
_LABELS = ["origin", "id", "created", "key", "sum"]


@dataclass(frozen=True, slots=True)
class Identity:
    """The facts of the identity file."""

    origin: str
    log_id: bytes
    created: str
    key: VerifierKey


def read_identity(directory: Path, report: Report) -> Identity | None:
    """Reads and checks the identity; returns nothing when it cannot be used at all."""
    try:
        data = (directory / FILE).read_bytes()
    except FileNotFoundError:
        report.find("identity-missing", FILE, "the log has no identity")
        return None
    facts = _split(data, report)
    if facts is None:
        return None
    _check_sum(data, facts["sum"], report)
    return _parse(facts, report)


def _split(data: bytes, report: Report) -> dict[str, str] | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        report.find("identity-form", FILE, "the file is not UTF-8", offset=error.start)
        return None
    lines = text.split("\n")
    if len(lines) != 7 or lines[6] != "":
        report.find(
            "identity-form",
            FILE,
            f"the file has {len(lines) - 1} ended lines",
            offset=0,
            expected="six lines, each ended by one newline",
        )
        return None
    if lines[0] != "carnet-log/v1":
        report.find(
            "identity-form",
            FILE,
            "the first line names another format",
            offset=0,
            expected="carnet-log/v1",
        )
        return None
    facts: dict[str, str] = {}
    offset = len(lines[0]) + 1
    for label, line in zip(_LABELS, lines[1:6], strict=True):
        if not line.startswith(f"{label} "):
            report.find(
                "identity-form",
                FILE,
                f"there is no line for {label}",
                offset=offset,
                expected=f"a line that begins with {label!r} and a space",
            )
            return None
        facts[label] = line.removeprefix(f"{label} ")
        offset += len(line.encode()) + 1
    return facts


def _check_sum(data: bytes, stated: str, report: Report) -> None:
    start = data.rindex(b"sum ")
    computed = sha256(data[:start]).hexdigest()
    if stated != computed:
        report.find("identity-sum", FILE, f"the sum is {stated}", offset=start, expected=computed)


def _parse(facts: dict[str, str], report: Report) -> Identity | None:
    usable = True
    if not valid_name(facts["origin"]):
        report.find(
            "identity-origin",
            FILE,
            "the origin cannot be a key's name",
            expected="a name without space and plus sign",
        )
    if not re.fullmatch(r"[0-9a-f]{32}", facts["id"]):
        report.find("identity-id", FILE, "the id is not 16 bytes in hexadecimal")
        usable = False
    if not _is_instant(facts["created"]):
        report.find(
            "identity-created",
            FILE,
            "the time of creation is not in its form",
            expected="2026-11-23T08:30:00.000Z",
        )
    try:
        key = parse_vkey(facts["key"])
    except NoteError as error:
        report.find("identity-key", FILE, str(error))
        return None
    if key.name != facts["origin"]:
        report.find(
            "identity-key",
            FILE,
            f"the key's name is {key.name!r}",
            expected=f"the origin, {facts['origin']!r}",
        )
    if not usable:
        return None
    return Identity(facts["origin"], bytes.fromhex(facts["id"]), facts["created"], key)


def _is_instant(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", text, re.ASCII):
        return False
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
