"""Every single flipped bit of a log is told, with its file and a place that fits."""

from bisect import bisect_right
from pathlib import Path

from verify_log.report import Finding
from verify_log.tests.writer import Event, LogWriter, Segment, reference_log
from verify_log.verify import verify

# Where a flip may be told as what a crash can leave, since the rest of the log is whole.
NOTICES = {"torn-tail", "watermark-slot", "checkpoint-unfinished"}


def small_log() -> LogWriter:
    writer = LogWriter()
    writer.append([Event(plain=b""), Event(kind=0, codec=1, plain=b"abc" * 20)], compressed=True)
    writer.append([Event(record=9, plain=b"xy")])
    writer.checkpoint()
    writer.roll()
    writer.append([Event(plain=b"z"), Event(kind=2, record=9, plain=b"")])
    writer.mark()
    writer.checkpoint()
    writer.append([Event(record=1, plain=b"beyond the mark")])
    writer.preallocated = 40
    return writer


def flips(directory: Path, file: str, starts: list[int], bits: range | None = None) -> None:
    """Flips bits of a file; `starts` are where the things begin that are checked as one."""
    path = directory / "log" / file
    data = path.read_bytes()
    for bit in bits or range(8 * len(data)):
        damaged = bytearray(data)
        damaged[bit // 8] ^= 1 << bit % 8
        path.write_bytes(damaged)
        report = verify(directory)
        told = report.findings + [item for item in report.notices if item.rule in NOTICES]
        assert told, f"bit {bit % 8} of byte {bit // 8} of {file} was not found"
        assert any(fits(item, file, bit // 8, starts) for item in told), (
            f"bit {bit % 8} of byte {bit // 8} of {file}: {[item.line() for item in told]}"
        )
    path.write_bytes(data)
    assert verify(directory).findings == []


def fits(item: Finding, file: str, byte: int, starts: list[int]) -> bool:
    """Whether the finding lies in the thing that the flipped byte belongs to."""
    if item.file != f"log/{file}":
        return False
    if item.offset is None:
        return file == "identity"
    return bisect_right(starts, item.offset) == bisect_right(starts, byte)


def starts_of(segment: Segment) -> list[int]:
    return [0, *segment.batch_offsets, segment.end]


def test_every_bit_of_the_segments(tmp_path: Path) -> None:
    writer = small_log()
    directory = writer.write(tmp_path)
    for segment in writer.segments:
        flips(directory, segment.file_name, starts_of(segment))


def test_every_bit_of_the_identity(tmp_path: Path) -> None:
    flips(small_log().write(tmp_path), "identity", [0])


def test_every_bit_of_the_watermark(tmp_path: Path) -> None:
    directory = small_log().write(tmp_path)
    for start in (0, 512):
        fields = 8 * (start + 64)
        flips(directory, "watermark", [0, 512], range(8 * start, fields))
        flips(directory, "watermark", [0, 512], range(fields, 8 * (start + 512), 11))


def test_every_bit_of_the_checkpoints(tmp_path: Path) -> None:
    writer = small_log()
    second = writer.checkpoints.index(b"\n\n" + writer.origin.encode()) + 2
    flips(writer.write(tmp_path), "checkpoints", [0, second])


def test_bits_of_a_larger_log(tmp_path: Path) -> None:
    writer = reference_log()
    directory = writer.write(tmp_path)
    for segment in writer.segments:
        bits = range(0, 8 * segment.end, 101)
        flips(directory, segment.file_name, starts_of(segment), bits)


def test_below_the_watermark_no_flip_is_a_torn_tail(tmp_path: Path) -> None:
    writer = small_log()
    directory = writer.write(tmp_path)
    last = writer.segments[-1]
    path = directory / "log" / last.file_name
    data = path.read_bytes()
    for byte in range(128, last.batch_offsets[1]):
        damaged = bytearray(data)
        damaged[byte] ^= 0x10
        path.write_bytes(damaged)
        report = verify(directory)
        assert report.findings
        assert report.notices == [] or report.notices[0].rule == "checkpoint-unchecked"
        assert report.findings[0].offset is not None
        assert report.findings[0].position is not None


def test_the_events_around_a_damaged_batch_are_still_checked(tmp_path: Path) -> None:
    writer = reference_log()
    directory = writer.write(tmp_path)
    segment = writer.segments[1]
    path = directory / "log" / segment.file_name
    for shift in (20, 80):
        data = bytearray(segment.header() + bytes(segment.batches))
        data[segment.batch_offsets[1] + shift] ^= 1
        path.write_bytes(data)
        report = verify(directory)
        assert [finding.rule for finding in report.findings] == ["batch-damaged"]
        assert report.findings[0].offset == segment.batch_offsets[1]
        assert report.findings[0].position == 36
        assert report.events == 341
        assert report.size == 36
