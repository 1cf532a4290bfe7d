"""What a crash leaves at the end is told apart from damage (section 7)."""

from pathlib import Path

import pytest

from verify_log.batch import LARGEST_BATCH_BYTES
from verify_log.report import Report
from verify_log.tests.writer import Event, LogWriter, some_events
from verify_log.verify import verify


def kinds(report: Report) -> tuple[list[str], list[str]]:
    return [item.rule for item in report.findings], [item.rule for item in report.notices]


def marked_log() -> LogWriter:
    """One durable batch of two events; what follows is beyond the watermark."""
    writer = LogWriter()
    writer.append([Event(), Event()])
    writer.mark()
    writer.preallocated = 256
    return writer


def last_path(writer: LogWriter, directory: Path) -> Path:
    return directory / "log" / writer.segments[-1].file_name


@pytest.mark.parametrize("zeros_behind", [0, 256])
def test_a_tail_cut_at_any_byte_is_torn(tmp_path: Path, zeros_behind: int) -> None:
    writer = marked_log()
    writer.append(some_events(writer, 3), compressed=True)
    writer.preallocated = 0
    directory = writer.write(tmp_path)
    path = last_path(writer, directory)
    data = path.read_bytes()
    start = writer.segments[-1].batch_offsets[1]
    for cut in range(start, len(data)):
        path.write_bytes(data[:cut] + bytes(zeros_behind))
        report = verify(directory)
        assert report.findings == []
        # Where only zeros are missing from the end of the batch, it is whole all the same.
        whole = zeros_behind > 0 and not data[cut:].strip(b"\0")
        empty = not data[start:cut].strip(b"\0")
        expected = [] if whole or empty else ["torn-tail"]
        assert [notice.rule for notice in report.notices] == expected, cut
        assert report.size == (5 if whole else 2)
        if expected:
            assert report.notices[0].offset == start
            assert report.notices[0].position == 2


def test_sectors_that_arrived_out_of_order_are_torn(tmp_path: Path) -> None:
    writer = marked_log()
    writer.append([Event(kind=0, plain=bytes(range(1, 256)) * 8)])
    directory = writer.write(tmp_path)
    path = last_path(writer, directory)
    data = bytearray(path.read_bytes())
    start = writer.segments[-1].batch_offsets[1]
    data[start : start + 512] = bytes(512)
    path.write_bytes(data)
    assert kinds(verify(directory)) == ([], ["torn-tail"])


def test_below_the_watermark_it_is_damage(tmp_path: Path) -> None:
    writer = marked_log()
    writer.append([Event()])
    writer.mark()
    directory = writer.write(tmp_path)
    path = last_path(writer, directory)
    data = bytearray(path.read_bytes())
    data[writer.segments[-1].batch_offsets[1] + 80] ^= 1
    path.write_bytes(data)
    report = verify(directory)
    assert kinds(report) == (["batch-damaged"], [])
    assert "below the watermark" in report.findings[0].what


def test_before_a_good_batch_it_is_damage(tmp_path: Path) -> None:
    writer = marked_log()
    writer.append([Event()])
    writer.append([Event()])
    directory = writer.write(tmp_path)
    path = last_path(writer, directory)
    for shift in (8, 80):
        data = bytearray(path.read_bytes())
        data[writer.segments[-1].batch_offsets[1] + shift] ^= 1
        path.write_bytes(data)
        report = verify(directory)
        assert kinds(report)[0] == ["batch-damaged"]
        assert "good header follows" in report.findings[0].what
        assert report.events == 3
        writer.write(tmp_path)


def test_before_a_batch_whose_payload_is_torn_it_is_damage(tmp_path: Path) -> None:
    writer = marked_log()
    writer.append([Event()])
    writer.append([Event()])
    directory = writer.write(tmp_path)
    path = last_path(writer, directory)
    data = bytearray(path.read_bytes())
    for offset in writer.segments[-1].batch_offsets[1:]:
        data[offset + 80] ^= 1
    path.write_bytes(data)
    findings, notices = kinds(verify(directory))
    assert findings == ["batch-damaged"]
    assert notices == ["torn-tail"]


def test_in_a_segment_that_is_not_the_last_it_is_damage(tmp_path: Path) -> None:
    writer = marked_log()
    writer.append([Event()])
    writer.roll()
    writer.append([Event()])
    directory = writer.write(tmp_path)
    path = directory / "log" / writer.segments[0].file_name
    data = path.read_bytes()
    path.write_bytes(data[:-9])
    report = verify(directory)
    assert kinds(report) == (["batch-damaged"], [])
    assert "not the last" in report.findings[0].what
    assert report.events == 3


def test_longer_than_the_largest_batch_it_is_damage(tmp_path: Path) -> None:
    writer = marked_log()
    directory = writer.write(tmp_path)
    path = last_path(writer, directory)
    with path.open("r+b") as file:
        file.seek(writer.segments[-1].end)
        file.write(b"x")
        file.seek(writer.segments[-1].end + LARGEST_BATCH_BYTES - 1)
        file.write(b"x")
    assert kinds(verify(directory)) == ([], ["torn-tail"])
    with path.open("ab") as file:
        file.write(b"x")
    report = verify(directory)
    assert kinds(report) == (["batch-damaged"], [])
    assert "more than the largest batch" in report.findings[0].what


def test_without_a_watermark_nothing_is_a_torn_tail(tmp_path: Path) -> None:
    writer = marked_log()
    writer.slots = [bytes(512), bytes(512)]
    directory = writer.write(tmp_path)
    path = last_path(writer, directory)
    path.write_bytes(path.read_bytes() + b"rest")
    assert kinds(verify(directory)) == (["watermark-lost", "batch-damaged"], [])


def test_a_batch_that_checks_but_does_not_follow_is_damage_anywhere(tmp_path: Path) -> None:
    writer = marked_log()
    writer.append([Event()], edit=lambda batch: setattr(batch, "link", 1))
    assert kinds(verify(writer.write(tmp_path))) == (["batch-link"], [])


def test_a_batch_of_a_later_format_is_never_a_torn_tail(tmp_path: Path) -> None:
    writer = marked_log()
    writer.append([Event()], edit=lambda batch: setattr(batch, "version", 2))
    assert kinds(verify(writer.write(tmp_path))) == (["batch-header"], [])


def test_a_checkpoint_beyond_a_torn_tail_is_a_loss(tmp_path: Path) -> None:
    writer = marked_log()
    writer.append([Event()])
    writer.checkpoint()
    writer.preallocated = 0
    directory = writer.write(tmp_path)
    path = last_path(writer, directory)
    path.write_bytes(path.read_bytes()[:-12])
    assert kinds(verify(directory)) == (["checkpoint-beyond"], ["torn-tail"])


def test_a_header_copied_into_a_body_is_taken_for_a_batch(tmp_path: Path) -> None:
    """An open body can hold a batch header; the rule then errs on the side of damage."""
    writer = marked_log()
    inner = bytes(writer.segments[0].batches)
    writer.append([Event(kind=0, plain=bytes(shift) + inner) for shift in range(8)])
    directory = writer.write(tmp_path)
    assert kinds(verify(directory)) == ([], [])
    path = last_path(writer, directory)
    data = bytearray(path.read_bytes())
    data[writer.segments[-1].batch_offsets[1] + 80] ^= 1
    path.write_bytes(data)
    report = verify(directory)
    assert kinds(report) == (["batch-damaged"], [])
    assert report.size == 2
