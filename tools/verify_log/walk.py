"""The way through all segments, batch by batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from google_crc32c import value as crc32c

from verify_log.batch import (
    BATCH_HEADER_BYTES,
    BatchError,
    BatchHeader,
    TornError,
    parse_header,
    raw_columns,
)
from verify_log.bodies import check_bodies
from verify_log.columns import ColumnError, Columns, read_columns
from verify_log.envelope import leaf_hashes, leaf_inputs
from verify_log.merkle import Tree
from verify_log.records import EventIDs, Records
from verify_log.report import Report
from verify_log.segment import (
    SEGMENT_HEADER_BYTES,
    SegmentFile,
    SegmentHeader,
    SegmentName,
    read_header,
)
from verify_log.tail import judge
from verify_log.watermark import FILE as WATERMARK_FILE
from verify_log.watermark import Watermark

LeafSink = Callable[[list[bytes], bytes], None]
"""Takes the leaf inputs and the leaf hashes of a batch, in the order of positions."""


@dataclass(slots=True)
class Walk:
    """Reads the log from its first to its last batch and tells the report what it meets.

    `position` and `epoch` are what the next batch must continue, `link` is what it must hold as
    its link, `last_crc` is the payload CRC of the batch before, in whichever segment; the last
    two are nothing where they are not known. `gap` says that the events just before were lost,
    so that the next position may leap. `lost` is set for good at the first event that could not
    be read or does not follow: from there on the tree does not grow, while the rules go on being
    checked.
    """

    report: Report
    log_id: bytes | None
    watermark: Watermark | None
    tree: Tree
    sink: LeafSink | None = None
    progress: Callable[[int], None] | None = None
    position: int = 0
    epoch: int = 0
    link: int | None = None
    last_crc: int | None = 0
    gap: bool = False
    lost: bool = False
    records: Records = field(default_factory=Records)
    ids: EventIDs = field(default_factory=EventIDs)
    _end: tuple[int, int] = (0, 0)
    _at_watermark: tuple[int, int | None] | None = None

    def run(self, segments: list[SegmentName]) -> None:
        """Walks all segments, then compares the watermark and the event ids."""
        for number, name in enumerate(segments):
            with SegmentFile(name) as segment:
                self._walk_segment(segment, number == len(segments) - 1)
            self.report.segments += 1
        self._check_watermark()
        for place, earlier in self.ids.repeated():
            self.report.find(
                "event-id",
                place.file,
                "the event id stands in the log already",
                offset=place.offset,
                position=place.position,
                expected=f"another id than that at position {earlier.position}",
            )

    def _walk_segment(self, segment: SegmentFile, is_last: bool) -> None:
        name = segment.name
        header = read_header(segment, self.log_id, self.report)
        self._follow_segment(name, header)
        self.link = header.crc if header else None
        offset: int | None = SEGMENT_HEADER_BYTES
        self._pass(name, SEGMENT_HEADER_BYTES)
        while offset is not None and offset < segment.size:
            head = segment.read(offset, BATCH_HEADER_BYTES)
            if not head.strip(b"\0") and segment.only_zeros_from(offset):
                if not is_last:
                    self.report.find(
                        "segment-end",
                        name.file,
                        "zeros stand after the last batch",
                        offset=offset,
                        position=self.position,
                        expected="nothing, as the segment is not the last",
                    )
                break
            offset = self._walk_batch(segment, offset, head, is_last)
            if offset is not None:
                self._pass(name, offset)
        if offset == SEGMENT_HEADER_BYTES and not is_last:
            self.report.find(
                "segment-empty",
                name.file,
                "the segment has no batch",
                offset=SEGMENT_HEADER_BYTES,
                position=name.first,
                expected="a batch, as the segment is not the last",
            )

    def _follow_segment(self, name: SegmentName, header: SegmentHeader | None) -> None:
        if name.first != self.position:
            if not (self.gap and name.first > self.position):
                self.report.find(
                    "segment-follows",
                    name.file,
                    f"the segment begins at position {name.first}",
                    offset=32,
                    position=self.position,
                    expected=f"{self.position}",
                )
            self.position = name.first
            self.last_crc = None
            self.lost = True
        self.gap = False
        if header is None:
            return
        if self.last_crc is not None and header.link != self.last_crc:
            self.report.find(
                "segment-link",
                name.file,
                f"the link is {header.link:#010x}",
                offset=48,
                position=name.first,
                expected=f"{self.last_crc:#010x}",
            )
            self.lost = True

    def _walk_batch(
        self, segment: SegmentFile, offset: int, head: bytes, is_last: bool
    ) -> int | None:
        """Reads one batch and returns where the next one may stand, if any can."""
        header: BatchHeader | None = None
        try:
            header = parse_header(head)
            payload = self._payload(segment, offset, header)
        except TornError as error:
            return self._broken(segment, offset, header, str(error), is_last)
        except BatchError as error:
            self._damage("batch-header", segment, offset, str(error))
            return segment.find_good_header(offset + BATCH_HEADER_BYTES)
        self.report.batches += 1
        self._follow_batch(segment, offset, header)
        self._read_events(segment, offset, header, payload)
        self._step_over(header)
        return offset + header.total_length

    def _step_over(self, header: BatchHeader) -> None:
        self.position = header.first + header.count
        self.epoch = header.epoch
        self.link = self.last_crc = header.payload_crc
        self.gap = False

    def _payload(self, segment: SegmentFile, offset: int, header: BatchHeader) -> bytes:
        length = header.total_length - BATCH_HEADER_BYTES
        payload = segment.read(offset + BATCH_HEADER_BYTES, length)
        if len(payload) < length:
            raise TornError("it goes beyond the end of the file")
        content = payload[: header.payload_length]
        if crc32c(content) != header.payload_crc:
            raise TornError("its payload CRC differs")
        if payload[header.payload_length :].strip(b"\0"):
            self.report.find(
                "batch-padding",
                segment.name.file,
                "the bytes after the bodies are not zero",
                offset=offset + BATCH_HEADER_BYTES + header.payload_length,
                position=header.first,
                expected="zeros up to a multiple of 8",
            )
        return content

    def _broken(
        self,
        segment: SegmentFile,
        offset: int,
        header: BatchHeader | None,
        problem: str,
        is_last: bool,
    ) -> int | None:
        verdict = judge(segment, offset, is_last, self.watermark)
        if verdict.torn:
            self.report.notice(
                "torn-tail",
                segment.name.file,
                offset=offset,
                position=self.position,
                what=f"a torn tail of {verdict.length} bytes: {problem}; nobody "
                "was told that it was durable",
            )
            return None
        if header is not None:
            self._follow_batch(segment, offset, header)
        self._damage("batch-damaged", segment, offset, problem, "; ".join(verdict.reasons))
        if header is None:
            return segment.find_good_header(offset + BATCH_HEADER_BYTES)
        self._step_over(header)
        following = offset + header.total_length
        return following if following <= segment.size else None

    def _damage(
        self, rule: str, segment: SegmentFile, offset: int, problem: str, reasons: str = ""
    ) -> None:
        why = f" ({reasons})" if reasons else ""
        self.report.find(
            rule,
            segment.name.file,
            f"the batch is damaged: {problem}{why}",
            offset=offset,
            position=self.position,
            expected="a whole batch",
        )
        self.lost = True
        self.gap = True
        self.link = self.last_crc = None

    def _follow_batch(self, segment: SegmentFile, offset: int, header: BatchHeader) -> None:
        file = segment.name.file
        if header.first != self.position and not (self.gap and header.first > self.position):
            self.report.find(
                "batch-position",
                file,
                f"the batch begins at {header.first}",
                offset=offset + 16,
                position=self.position,
                expected=f"{self.position}",
            )
            self.lost = True
        if header.epoch < self.epoch:
            self.report.find(
                "batch-epoch",
                file,
                f"the writer epoch falls to {header.epoch}",
                offset=offset + 8,
                position=header.first,
                expected=f"{self.epoch} or more",
            )
            self.lost = True
        if self.link is not None and header.link != self.link:
            self.report.find(
                "batch-link",
                file,
                f"the link is {header.link:#010x}",
                offset=offset + 56,
                position=header.first,
                expected=f"{self.link:#010x}",
            )
            self.lost = True

    def _read_events(
        self, segment: SegmentFile, offset: int, header: BatchHeader, payload: bytes
    ) -> None:
        file = segment.name.file
        stored, bodies = payload[: header.stored_length], payload[header.stored_length :]
        try:
            columns = read_columns(
                raw_columns(header, stored), header.count, header.base_time, header.bodies_length
            )
        except BatchError as error:
            self.report.find(
                "columns",
                file,
                str(error),
                offset=offset + BATCH_HEADER_BYTES,
                position=header.first,
                expected="an LZ4 block of the raw length",
            )
            self.lost = True
            return
        except ColumnError as error:
            self.report.find(
                "columns",
                file,
                str(error),
                offset=offset + BATCH_HEADER_BYTES,
                position=header.first + (error.event or 0),
                expected=error.expected,
            )
            self.lost = True
            return
        self._check_events(file, offset, header, columns, bodies)
        if not self.lost:
            inputs = leaf_inputs(header, columns, bodies)
            hashes = leaf_hashes(inputs)
            self.tree.extend(hashes)
            if self.sink is not None:
                self.sink(inputs, hashes)
        if self.progress is not None:
            self.progress(self.report.events)

    def _check_events(
        self, file: str, offset: int, header: BatchHeader, columns: Columns, bodies: bytes
    ) -> None:
        report = self.report
        for body in check_bodies(columns, bodies):
            tell = report.notice if body.only_notice else report.find
            tell(
                body.rule,
                file,
                body.what,
                offset=offset,
                position=header.first + body.event,
                expected=body.expected,
            )
        for problem in self.records.check(header.first, columns, self.lost):
            report.find(
                problem.rule,
                file,
                problem.what,
                offset=offset,
                position=problem.position,
                expected=problem.expected,
            )
        self.ids.add(file, offset, header.first, columns.ids)
        report.events += header.count
        report.types.update(Counter(columns.types))
        report.saw_times(columns.times)

    def _pass(self, name: SegmentName, offset: int) -> None:
        """Notes the state at a boundary between batches if the watermark names it."""
        self._end = (name.first, offset)
        mark = self.watermark
        if mark is not None and (mark.segment, mark.offset) == self._end:
            self._at_watermark = (self.position, self.last_crc)

    def _check_watermark(self) -> None:
        mark = self.watermark
        if mark is None:
            return
        offset = mark.slot * 512
        find = self.report.find
        if self._at_watermark is None:
            if mark.events == 0 and self.report.segments == 0:
                return
            if (mark.segment, mark.offset) > self._end:
                find(
                    "watermark-beyond",
                    WATERMARK_FILE,
                    offset=offset + 16,
                    position=self.position,
                    what=f"{mark.events} events were durable up to byte {mark.offset} of "
                    f"segment {mark.segment:020d}; the log ends before",
                    expected="a log that reaches the watermark",
                )
            else:
                find(
                    "watermark-place",
                    WATERMARK_FILE,
                    offset=offset + 24,
                    position=mark.events,
                    what=f"no batch ends at byte {mark.offset} of segment {mark.segment:020d}",
                    expected="the end of a batch",
                )
            return
        position, link = self._at_watermark
        if position != mark.events:
            find(
                "watermark-events",
                WATERMARK_FILE,
                f"the watermark counts {mark.events} events",
                offset=offset + 16,
                position=position,
                expected=f"{position}",
            )
        if link is not None and link != mark.link:
            find(
                "watermark-link",
                WATERMARK_FILE,
                f"the link is {mark.link:#010x}",
                offset=offset + 48,
                position=position,
                expected=f"{link:#010x}",
            )
