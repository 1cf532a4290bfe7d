"""Rules over the whole log: revisions, previous pointers, unique event ids (section 6)."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from verify_log.columns import Columns

_PASS_EVENTS = 1 << 20


@dataclass(frozen=True, slots=True)
class RecordProblem:
    """A revision or pointer that does not follow from the record's events before."""

    position: int
    rule: str
    what: str
    expected: str


class Records:
    """The last revision and position of every record, in one number a record."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}

    def check(self, first: int, columns: Columns, lost: bool) -> Iterator[RecordProblem]:
        """Checks the revisions and pointers of a batch that begins at position `first`.

        When positions before this batch could not be read (`lost`), a record may have gone on in
        them: a revision that leaps is then taken as it is.
        """
        last = self._last
        get = last.get
        position = first
        rows = zip(columns.records, columns.revisions, columns.previous, strict=True)
        for record, revision, previous in rows:
            before = get(record)
            if before is None:
                next_revision, distance = 0, 0
            else:
                next_revision = (before & 0xFFFF_FFFF) + 1
                distance = position - (before >> 32)
            last[record] = position << 32 | revision
            if revision != next_revision and not (lost and revision > next_revision):
                yield RecordProblem(
                    position,
                    "revision",
                    f"record {record:016x} has revision {revision}",
                    f"revision {next_revision}",
                )
            elif revision == next_revision and previous != distance:
                yield RecordProblem(
                    position,
                    "previous",
                    f"the pointer to the record's event before is {previous}",
                    f"{distance}",
                )
            position += 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event stands."""

    file: str
    offset: int
    position: int


class EventIDs:
    """All event ids in the order they were read, 16 bytes each, and where each batch begins."""

    def __init__(self) -> None:
        self._ids = bytearray()
        self._starts = array("Q")
        self._positions = array("Q")
        self._offsets = array("Q")
        self._file_numbers = array("L")
        self._files: list[str] = []

    def add(self, file: str, offset: int, first: int, ids: bytes) -> None:
        """Adds the ids of one batch."""
        if not self._files or self._files[-1] != file:
            self._files.append(file)
        self._starts.append(len(self._ids) // 16)
        self._positions.append(first)
        self._offsets.append(offset)
        self._file_numbers.append(len(self._files) - 1)
        self._ids += ids

    def repeated(self) -> Iterator[tuple[Place, Place]]:
        """Each event whose id stands before it already, and that earlier event.

        The ids are looked through in passes of about a million by the remainder of their second
        half, so that the set in memory stays small.
        """
        count = len(self._ids) // 16
        if count == 0:
            return
        passes = count // _PASS_EVENTS + 1
        halves = memoryview(self._ids).cast("Q")[1::2]
        for number in range(passes):
            values = [half for half in halves if half % passes == number]
            if len(set(values)) != len(values):
                yield from self._repeated_in_pass(passes, number)

    def _repeated_in_pass(self, passes: int, number: int) -> Iterator[tuple[Place, Place]]:
        first_seen: dict[bytes, int] = {}
        halves = memoryview(self._ids).cast("Q")[1::2]
        for index, half in enumerate(halves):
            if half % passes == number:
                whole = bytes(self._ids[16 * index : 16 * index + 16])
                earlier = first_seen.setdefault(whole, index)
                if earlier != index:
                    yield self._place(index), self._place(earlier)

    def _place(self, index: int) -> Place:
        batch = bisect_right(self._starts, index) - 1
        position = self._positions[batch] + index - self._starts[batch]
        return Place(self._files[self._file_numbers[batch]], self._offsets[batch], position)
