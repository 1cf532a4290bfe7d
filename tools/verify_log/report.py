"""What a check has to say: findings, notices and the figures of the log.

A finding is a broken rule of the format. A notice is something a person should know of that a
crash may leave behind without any promise being broken: a torn tail, a half-written watermark
slot, an unfinished note at the end of the checkpoints.
"""

from __future__ import annotations

import base64
import datetime
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

EVENT_TYPE_NAMES = {1: "TailTruncated"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, and where.

    `file` is relative to the data directory, `offset` counts bytes in it, `position` is that of
    the first event concerned. `rule` is a short name that scripts may rely on.
    """

    rule: str
    file: str
    offset: int | None
    position: int | None
    what: str
    expected: str | None

    def line(self) -> str:
        """One line for people."""
        place = self.file
        if self.offset is not None:
            place += f" at byte {self.offset}"
        if self.position is not None:
            place += f", position {self.position}"
        expected = f"; expected {self.expected}" if self.expected else ""
        return f"{place}: {self.what}{expected} [{self.rule}]"

    def json(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "rule": self.rule,
            "file": self.file,
            "offset": self.offset,
            "position": self.position,
            "what": self.what,
            "expected": self.expected,
        }


@dataclass(frozen=True, slots=True)
class LastCheckpoint:
    """The newest checkpoint that the log's key signed."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class SinceResult:
    """The outcome of `--since`: the old head and the consistency proof from it to this log.

    `to_last_checkpoint` is the proof that ends at the log's last checkpoint, with that checkpoint,
    as a file that other tools read; nothing where no checkpoint is as large as the old head.
    """

    size: int
    root: bytes
    proof: list[bytes]
    consistent: bool
    to_last_checkpoint: bytes | None


@dataclass(slots=True)
class Report:
    """Collects everything one run found."""

    findings: list[Finding] = field(default_factory=list)
    notices: list[Finding] = field(default_factory=list)
    origin: str | None = None
    log_id: bytes | None = None
    key: str | None = None
    segments: int = 0
    batches: int = 0
    events: int = 0
    size: int = 0
    root: bytes | None = None
    types: Counter[int] = field(default_factory=Counter)
    first_time: int | None = None
    last_time: int | None = None
    checkpoints: int = 0
    last_checkpoint: LastCheckpoint | None = None
    since: SinceResult | None = None

    def find(
        self,
        rule: str,
        file: str,
        what: str,
        *,
        offset: int | None = None,
        position: int | None = None,
        expected: str | None = None,
    ) -> None:
        """Adds a finding."""
        self.findings.append(Finding(rule, file, offset, position, what, expected))

    def notice(
        self,
        rule: str,
        file: str,
        what: str,
        *,
        offset: int | None = None,
        position: int | None = None,
        expected: str | None = None,
    ) -> None:
        """Adds a notice."""
        self.notices.append(Finding(rule, file, offset, position, what, expected))

    def saw_times(self, times: list[int]) -> None:
        """Widens the time range by the times of a batch."""
        low, high = min(times), max(times)
        self.first_time = low if self.first_time is None else min(low, self.first_time)
        self.last_time = high if self.last_time is None else max(high, self.last_time)

    @property
    def clean(self) -> bool:
        """Whether no rule was found broken."""
        return not self.findings

    def json(self) -> dict[str, Any]:
        """The whole report for programs; hashes in lower-case hexadecimal."""
        last = self.last_checkpoint
        since = self.since
        return {
            "clean": self.clean,
            "origin": self.origin,
            "id": self.log_id.hex() if self.log_id is not None else None,
            "key": self.key,
            "segments": self.segments,
            "batches": self.batches,
            "events": self.events,
            "size": self.size,
            "root": self.root.hex() if self.root is not None else None,
            "types": {str(number): self.types[number] for number in sorted(self.types)},
            "first_time": self.first_time,
            "last_time": self.last_time,
            "checkpoints": self.checkpoints,
            "last_checkpoint": {"size": last.size, "root": last.root.hex()} if last else None,
            "since": {
                "size": since.size,
                "root": since.root.hex(),
                "consistent": since.consistent,
                "proof": [node.hex() for node in since.proof],
            }
            if since
            else None,
            "notices": [notice.json() for notice in self.notices],
            "findings": [finding.json() for finding in self.findings],
        }

    def text(self) -> str:
        """The whole report for people."""
        lines = [f"log          {self.origin or 'unknown'}"]
        if self.log_id is not None:
            lines.append(f"id           {self.log_id.hex()}")
        lines.append(
            f"read         {self.segments} segments, {self.batches} batches, {self.events} events"
        )
        lines.append(f"size         {self.size}")
        if self.root is not None:
            lines.append(f"root         {self.root.hex()}")
            lines.append(f"             {base64.b64encode(self.root).decode()}")
        if self.first_time is not None and self.last_time is not None:
            lines.append(f"times        {instant(self.first_time)} to {instant(self.last_time)}")
        for number in sorted(self.types):
            name = EVENT_TYPE_NAMES.get(number)
            label = f"type {number}" + (f" ({name})" if name else "")
            lines.append(f"{label:<12} {self.types[number]}")
        if self.last_checkpoint is not None:
            lines.append(
                f"checkpoints  {self.checkpoints}, the last at size {self.last_checkpoint.size}"
            )
        else:
            lines.append("checkpoints  none")
        if self.since is not None:
            verdict = "is continued by" if self.since.consistent else "is NOT continued by"
            lines.append(
                f"since        the checkpoint at size {self.since.size} {verdict} this "
                f"log ({len(self.since.proof)} hashes)"
            )
        lines.extend(f"notice       {notice.line()}" for notice in self.notices)
        lines.extend(f"finding      {finding.line()}" for finding in self.findings)
        count = len(self.findings)
        lines.append(
            "verdict      "
            + (
                "every rule of the format holds"
                if count == 0
                else f"{count} finding{'s' if count > 1 else ''}"
            )
        )
        return "\n".join(lines) + "\n"


def instant(milliseconds: int) -> str:
    """A time of the log in RFC 3339, or the bare number where the calendar ends."""
    try:
        epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
        time = epoch + datetime.timedelta(milliseconds=milliseconds)
    except OverflowError:
        return f"{milliseconds} ms"
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
