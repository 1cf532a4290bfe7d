"""`--proof`: checks a C2SP `.tlog-proof` without trusting the log."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verify_log.envelope import ENVELOPE_BYTES
from verify_log.identity import read_identity
from verify_log.merkle import Tree, leaf_hash
from verify_log.notes import NoteError, VerifierKey, open_checkpoint
from verify_log.proofs import ProofError, inclusion_holds, parse_tlog_proof
from verify_log.report import Report
from verify_log.segment import list_segments
from verify_log.verify import find_log
from verify_log.walk import Walk


@dataclass(frozen=True, slots=True)
class ProofVerdict:
    """What the proof shows, or with `problem` why it shows nothing."""

    problem: str | None
    index: int | None = None
    size: int | None = None
    root: bytes | None = None

    def line(self) -> str:
        """A sentence for people."""
        if self.problem is not None:
            return f"not proven: {self.problem}"
        return f"the entry stands at position {self.index} of the log's {self.size} events"

    def json(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "proven": self.problem is None,
            "problem": self.problem,
            "index": self.index,
            "size": self.size,
            "root": self.root.hex() if self.root is not None else None,
        }


def check_proof(data: bytes, entry: bytes, key: VerifierKey) -> ProofVerdict:
    """Checks that `entry` stands in the tree that `key` signed, at the proof's index."""
    try:
        proof = parse_tlog_proof(data)
        checkpoint = open_checkpoint(proof.checkpoint, key)
    except (ProofError, NoteError) as error:
        return ProofVerdict(str(error))
    if len(entry) != ENVELOPE_BYTES:
        return ProofVerdict(f"the entry has {len(entry)} bytes, an envelope {ENVELOPE_BYTES}")
    stated = int.from_bytes(entry[8:16], "little")
    if stated != proof.index:
        return ProofVerdict(f"the entry states position {stated}, the proof index {proof.index}")
    if not inclusion_holds(
        proof.index, checkpoint.size, leaf_hash(entry), proof.hashes, checkpoint.root
    ):
        return ProofVerdict(
            "the hashes do not lead from the entry to the signed root",
            proof.index,
            checkpoint.size,
            checkpoint.root,
        )
    return ProofVerdict(None, proof.index, checkpoint.size, checkpoint.root)


class _AllFoundError(Exception):
    """Ends the walk once every entry that was asked for has been seen."""


def entries_from_log(
    directory: Path, indexes: Iterable[int]
) -> tuple[dict[int, bytes], VerifierKey | None]:
    """The envelopes at `indexes`, as far as they can be read, and the log's own key."""
    find_log(directory)
    report = Report()
    identity = read_identity(directory, report)
    wanted = set(indexes)
    end = max(wanted, default=-1) + 1
    entries: dict[int, bytes] = {}
    seen = 0

    def take(inputs: list[bytes], hashes: bytes) -> None:
        nonlocal seen
        following = seen + len(inputs)
        for index in wanted.intersection(range(seen, following)):
            entries[index] = inputs[index - seen][1:]
        seen = following
        if seen >= end:
            raise _AllFoundError

    walk = Walk(report, identity.log_id if identity else None, None, Tree(), take)
    with contextlib.suppress(_AllFoundError):
        walk.run(list_segments(directory, report))
    return entries, identity.key if identity else None
