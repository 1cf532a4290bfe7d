"""Segment files: their names, their header (section 3) and reading in them."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from google_crc32c import value as crc32c

from verify_log.batch import BATCH_ALIGNMENT, BATCH_HEADER_BYTES, BATCH_MAGIC, header_crc_holds
from verify_log.report import Report

SEGMENT_HEADER_BYTES = 128
_HEADER = struct.Struct("<8sHHI16sQQI72sI")
_NAME = re.compile(r"([0-9]{20})\.segment")
_NOT_SEGMENTS = {"identity", "watermark", "checkpoints", "torn", "lock"}
_CHUNK_BYTES = 1 << 22


@dataclass(frozen=True, slots=True)
class SegmentName:
    """A segment's file and the position its name states."""

    path: Path
    file: str
    first: int


def list_segments(directory: Path, report: Report) -> list[SegmentName]:
    """The segments in the order of their positions; other names are told, `.tmp` ones ignored."""
    names: list[SegmentName] = []
    for entry in sorted((directory / "log").iterdir()):
        if entry.name in _NOT_SEGMENTS or entry.name.endswith(".tmp"):
            continue
        file = f"log/{entry.name}"
        match = _NAME.fullmatch(entry.name)
        if match and int(match[1]) < 1 << 64 and entry.is_file():
            names.append(SegmentName(entry, file, int(match[1])))
        elif entry.name.endswith(".segment"):
            report.find("segment-name", file, "the name is not a first position of 20 digits")
        else:
            report.notice("foreign-file", file, "the format knows no such file")
    return names


@dataclass(frozen=True, slots=True)
class SegmentHeader:
    """The fields of a segment's header that the walk needs."""

    epoch: int
    link: int
    crc: int


def read_header(segment: SegmentFile, log_id: bytes | None, report: Report) -> SegmentHeader | None:
    """Reads and checks the header except what depends on other segments."""
    file = segment.name.file
    first = segment.name.first
    data = segment.read(0, SEGMENT_HEADER_BYTES)
    if len(data) < SEGMENT_HEADER_BYTES:
        report.find(
            "segment-header",
            file,
            f"the file has only {len(data)} bytes",
            offset=0,
            position=first,
            expected=f"a header of {SEGMENT_HEADER_BYTES} bytes",
        )
        return None
    magic, version, oldest, epoch, stated_id, stated_first, _, link, zeros, crc = _HEADER.unpack(
        data
    )
    if magic != b"CARNETSG":
        report.find(
            "segment-header",
            file,
            "the file does not begin as a segment",
            offset=0,
            position=first,
            expected="CARNETSG",
        )
        return None
    computed = crc32c(data[:124])
    if crc != computed:
        report.find(
            "segment-header",
            file,
            f"the header's CRC is {crc:#010x}",
            offset=124,
            position=first,
            expected=f"{computed:#010x}",
        )
        return None
    if (version, oldest) != (1, 1):
        report.find(
            "segment-version",
            file,
            offset=8,
            position=first,
            what=f"the versions are {version} and {oldest}",
            expected="1 and 1",
        )
    if epoch == 0:
        report.find(
            "segment-epoch",
            file,
            "the writer epoch is 0",
            offset=12,
            position=first,
            expected="1 or more",
        )
    if log_id is not None and stated_id != log_id:
        report.find(
            "segment-foreign",
            file,
            f"the segment belongs to log {stated_id.hex()}",
            offset=16,
            position=first,
            expected=log_id.hex(),
        )
    if stated_first != first:
        report.find(
            "segment-first",
            file,
            f"the header's first position is {stated_first}",
            offset=32,
            position=first,
            expected=f"{first}, as the name says",
        )
    if zeros.strip(b"\0"):
        report.find(
            "segment-zeros",
            file,
            "the header has bytes that are not zero",
            offset=52,
            position=first,
            expected="zeros at 52 to 123",
        )
    return SegmentHeader(epoch, link, crc)


class SegmentFile:
    """A segment open for reading; `size` is its length when it was opened."""

    def __init__(self, name: SegmentName) -> None:
        self.name = name
        self._descriptor = os.open(name.path, os.O_RDONLY | os.O_CLOEXEC)
        self.size = os.fstat(self._descriptor).st_size

    def __enter__(self) -> SegmentFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._descriptor)

    def read(self, offset: int, count: int) -> bytes:
        """The bytes at `offset`, fewer where the file ends."""
        count = min(count, self.size - offset)
        pieces: list[bytes] = []
        while count > 0:
            piece = os.pread(self._descriptor, count, offset)
            if not piece:
                break
            pieces.append(piece)
            offset += len(piece)
            count -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def only_zeros_from(self, offset: int) -> bool:
        """Whether nothing but zeros stands from `offset` to the end."""
        return all(not chunk.strip(b"\0") for _, chunk in self._chunks(offset))

    def end_of_content(self, offset: int) -> int:
        """The offset after the last byte from `offset` on that is not zero."""
        end = offset
        for at, chunk in self._chunks(offset):
            kept = chunk.rstrip(b"\0")
            if kept:
                end = at + len(kept)
        return end

    def find_good_header(self, offset: int) -> int | None:
        """The first multiple of 8 from `offset` on where a header stands whose CRC holds."""
        overlap = BATCH_HEADER_BYTES - 1
        for at, chunk in self._chunks(offset, overlap):
            hit = chunk.find(BATCH_MAGIC)
            while hit >= 0:
                candidate = at + hit
                if candidate % BATCH_ALIGNMENT == 0 and header_crc_holds(
                    chunk[hit : hit + BATCH_HEADER_BYTES]
                ):
                    return candidate
                hit = chunk.find(BATCH_MAGIC, hit + 1)
        return None

    def _chunks(self, offset: int, overlap: int = 0) -> Iterator[tuple[int, bytes]]:
        while offset < self.size:
            chunk = self.read(offset, _CHUNK_BYTES + overlap)
            if not chunk:
                return
            yield offset, chunk
            offset += _CHUNK_BYTES
