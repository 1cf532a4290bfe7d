"""`log/checkpoints`: every signed tree head (section 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from verify_log.identity import Identity
from verify_log.notes import (
    SIGNATURE_START,
    Checkpoint,
    NoteError,
    open_checkpoint,
    parse_checkpoint,
    parse_note,
)
from verify_log.report import LastCheckpoint, Report

FILE = "log/checkpoints"
_SIGNATURE_SO_FAR = re.compile(SIGNATURE_START + rb"[^\x00-\x20]*( [A-Za-z0-9+/]*={0,2})?")
_SIZE_SO_FAR = re.compile(rb"0|[1-9][0-9]*|")
_BASE64_SO_FAR = re.compile(rb"[A-Za-z0-9+/]{0,43}=?")


@dataclass(frozen=True, slots=True)
class StoredCheckpoint:
    """A checkpoint, its note and where in the file that begins."""

    offset: int
    checkpoint: Checkpoint
    note: bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the file: a note by its outer form, or something that is none."""

    offset: int
    data: bytes
    is_note: bool


def read_checkpoints(
    directory: Path, identity: Identity | None, report: Report
) -> list[StoredCheckpoint]:
    """Reads all notes, checks their signatures, sizes and order, and returns the good ones."""
    try:
        data = (directory / FILE).read_bytes()
    except FileNotFoundError:
        report.notice("checkpoints-missing", FILE, "there is no file of checkpoints")
        return []
    origin = identity.origin if identity else None
    good: list[StoredCheckpoint] = []
    for piece in split_notes(data, origin):
        if not piece.is_note:
            if is_unfinished(piece, data, origin):
                report.notice(
                    "checkpoint-unfinished",
                    FILE,
                    offset=piece.offset,
                    what=f"an unfinished note of {len(piece.data)} bytes stands at "
                    "the end; it is ignored",
                )
            else:
                report.find(
                    "checkpoint-form",
                    FILE,
                    offset=piece.offset,
                    what=f"{len(piece.data)} bytes are not a signed note",
                    expected="text, an empty line, signature lines, an empty line",
                )
            continue
        try:
            if identity is None:
                checkpoint = parse_checkpoint(parse_note(piece.data).text)
            else:
                checkpoint = open_checkpoint(piece.data, identity.key)
        except NoteError as error:
            report.find("checkpoint-note", FILE, str(error), offset=piece.offset)
            continue
        stored = StoredCheckpoint(piece.offset, checkpoint, piece.data)
        _check_order(good, stored, report)
        good.append(stored)
    report.checkpoints = len(good)
    if good:
        last = good[-1].checkpoint
        report.last_checkpoint = LastCheckpoint(last.size, last.root)
    return good


def _check_order(before: list[StoredCheckpoint], stored: StoredCheckpoint, report: Report) -> None:
    if not before:
        return
    previous, this = before[-1].checkpoint, stored.checkpoint
    if this.size < previous.size:
        report.find(
            "checkpoint-order",
            FILE,
            offset=stored.offset,
            position=this.size,
            what=f"the size falls from {previous.size} to {this.size}",
            expected="sizes that never fall",
        )
    elif this.size == previous.size and this.root != previous.root:
        report.find(
            "checkpoint-split",
            FILE,
            offset=stored.offset,
            position=this.size,
            what=f"two checkpoints of size {this.size} have different roots",
            expected="equal sizes with equal roots",
        )


def compare_roots(
    stored: list[StoredCheckpoint], roots: dict[int, bytes], size: int, lost: bool, report: Report
) -> None:
    """Compares each checkpoint with the recomputed root at its size.

    `size` is how many events the recomputed tree holds; `lost` says that the log goes on after
    them but could not be read without a gap.
    """
    unchecked = 0
    for item in stored:
        checkpoint = item.checkpoint
        root = roots.get(checkpoint.size)
        if root is None and lost:
            unchecked += 1
        elif root is None:
            report.find(
                "checkpoint-beyond",
                FILE,
                offset=item.offset,
                position=checkpoint.size,
                what=f"a checkpoint was signed for {checkpoint.size} events, the log has {size}",
                expected="a log that holds all that was signed",
            )
        elif root != checkpoint.root:
            report.find(
                "checkpoint-root",
                FILE,
                offset=item.offset,
                position=checkpoint.size,
                what=f"the signed root at size {checkpoint.size} is {checkpoint.root.hex()}",
                expected=root.hex(),
            )
    if unchecked:
        report.notice(
            "checkpoint-unchecked",
            FILE,
            position=size,
            what=f"{unchecked} checkpoints lie beyond the first event that could not "
            "be read and cannot be compared",
        )


def split_notes(data: bytes, origin: str | None) -> Iterator[Piece]:
    """Cuts the file into notes.

    Where the form breaks, it takes up again at the next empty line that the log's origin
    follows, so one damaged note does not hide the others.
    """
    at = 0
    while at < len(data):
        text_end = data.find(b"\n\n", at)
        note_end = data.find(b"\n\n", text_end + 2) if text_end >= 0 else -1
        if note_end >= 0:
            block = data[text_end + 2 : note_end]
            if all(line.startswith(SIGNATURE_START) for line in block.split(b"\n")):
                yield Piece(at, data[at : note_end + 1], True)
                at = note_end + 2
                continue
        resume = data.find(f"\n\n{origin}\n".encode(), at) if origin else -1
        end = resume + 2 if resume >= 0 else len(data)
        yield Piece(at, data[at:end], False)
        at = end


def is_unfinished(piece: Piece, data: bytes, origin: str | None) -> bool:
    """Whether the piece is the beginning of a note that the file's end cut off."""
    if piece.offset + len(piece.data) != len(data) or origin is None:
        return False
    *lines, rest = piece.data.split(b"\n")
    name = origin.encode()
    for number, line in enumerate([*lines, rest]):
        whole = number < len(lines)
        if number == 0:
            fits = line == name if whole else name.startswith(line)
        elif number == 1:
            fits = _SIZE_SO_FAR.fullmatch(line) is not None and not (whole and not line)
        elif number == 2:
            fits = _BASE64_SO_FAR.fullmatch(line) is not None and (len(line) == 44 or not whole)
        elif number == 3:
            fits = line == b""
        elif whole:
            fits = line.startswith(SIGNATURE_START)
        else:
            fits = SIGNATURE_START.startswith(line) or bool(_SIGNATURE_SO_FAR.fullmatch(line))
        if not fits:
            return False
    return True
