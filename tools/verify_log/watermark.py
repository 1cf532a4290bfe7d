"""`log/watermark`: what was proven durable (section 7)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from google_crc32c import value as crc32c

from verify_log.report import Report

FILE = "log/watermark"
SLOT_BYTES = 512
_SLOT = struct.Struct("<8sQQQQIII8xI")
_CLEAN_STOP = 1


@dataclass(frozen=True, slots=True)
class Watermark:
    """One slot of the watermark."""

    sequence: int
    events: int
    segment: int
    offset: int
    epoch: int
    clean: bool
    link: int
    slot: int


def read_watermark(directory: Path, report: Report) -> Watermark | None:
    """Reads both slots, checks them and returns the one that counts."""
    try:
        data = (directory / FILE).read_bytes()
    except FileNotFoundError:
        report.find("watermark-missing", FILE, "the log has no watermark")
        return None
    if len(data) != 2 * SLOT_BYTES:
        report.find(
            "watermark-length",
            FILE,
            f"the file has {len(data)} bytes",
            offset=0,
            expected=f"{2 * SLOT_BYTES}",
        )
    slots: list[Watermark] = []
    bad: list[int] = []
    for number in range(2):
        slot = data[number * SLOT_BYTES : (number + 1) * SLOT_BYTES]
        problem = _slot_problem(slot)
        if problem is None:
            slots.append(_parse(slot, number, report))
        else:
            bad.append(number)
    if not slots:
        report.find(
            "watermark-lost",
            FILE,
            "neither slot checks",
            offset=0,
            expected="at least one whole slot",
        )
        return None
    newest = max(slots, key=lambda slot: slot.sequence)
    for number in bad:
        slot = data[number * SLOT_BYTES : (number + 1) * SLOT_BYTES]
        if not slot.strip(b"\0") and newest.sequence <= 1:
            continue
        report.notice(
            "watermark-slot",
            FILE,
            offset=number * SLOT_BYTES,
            what=f"slot {number} does not check: {_slot_problem(slot)}; the other one counts",
        )
    if len(slots) == 2 and abs(slots[0].sequence - slots[1].sequence) != 1:
        report.find(
            "watermark-sequence",
            FILE,
            offset=8,
            what=f"the slots have the sequences {slots[0].sequence} and {slots[1].sequence}",
            expected="sequences that differ by one",
        )
    return newest


def _slot_problem(slot: bytes) -> str | None:
    if len(slot) != SLOT_BYTES:
        return "it is cut short"
    if slot[:8] != b"CWMARK01":
        return "it does not begin with CWMARK01"
    stated = _SLOT.unpack_from(slot)[-1]
    if crc32c(slot[:60]) != stated:
        return "its CRC differs"
    return None


def _parse(slot: bytes, number: int, report: Report) -> Watermark:
    start = number * SLOT_BYTES
    _, sequence, events, segment, offset, epoch, flags, link, _ = _SLOT.unpack_from(slot)
    if sequence % 2 != number:
        report.find(
            "watermark-sequence",
            FILE,
            offset=start + 8,
            what=f"sequence {sequence} stands in slot {number}",
            expected=f"slot {sequence % 2}",
        )
    if slot[52:60].strip(b"\0") or slot[64:].strip(b"\0"):
        report.find(
            "watermark-zeros",
            FILE,
            f"slot {number} has bytes that are not zero",
            offset=start + 52,
            expected="zeros at 52 to 59 and from 64",
        )
    if flags & ~_CLEAN_STOP:
        report.find(
            "watermark-flags",
            FILE,
            f"slot {number} has the flags {flags:#x}",
            offset=start + 44,
            expected="bit 0 only",
        )
    return Watermark(
        sequence, events, segment, offset, epoch, bool(flags & _CLEAN_STOP), link, number
    )
