"""Logs written by the page verify, and the figures are right."""

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verify_log.report import Report
from verify_log.tests.writer import Event, LogWriter, reference_log, some_events, tree_hash
from verify_log.verify import NoSuchLogError, Since, verify


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def test_a_reference_log_is_clean(tmp_path: Path) -> None:
    writer = reference_log()
    report = verify(writer.write(tmp_path))
    assert report.findings == []
    assert report.notices == []
    assert report.size == len(writer.leaves) == 342
    assert report.root == tree_hash(writer.leaves)
    assert (report.segments, report.batches, report.checkpoints) == (3, 7, 5)
    assert report.last_checkpoint is not None
    assert report.last_checkpoint.size == 342
    assert sum(report.types.values()) == 342
    assert report.types[1] == 1


@pytest.mark.parametrize("seed", range(2, 12))
def test_logs_of_other_seeds_are_clean(tmp_path: Path, seed: int) -> None:
    writer = reference_log(seed)
    report = verify(writer.write(tmp_path))
    assert (report.findings, report.notices) == ([], [])
    assert report.root == tree_hash(writer.leaves)


def test_an_empty_log_is_clean(tmp_path: Path) -> None:
    writer = LogWriter()
    writer.checkpoint()
    report = verify(writer.write(tmp_path))
    assert (report.findings, report.notices) == ([], [])
    assert report.size == 0
    assert report.root == tree_hash([])


def test_an_empty_last_segment_is_clean(tmp_path: Path) -> None:
    writer = LogWriter()
    writer.append([Event()])
    writer.mark()
    writer.roll()
    assert verify(writer.write(tmp_path)).findings == []
    writer.mark()
    assert verify(writer.write(tmp_path)).findings == []


def test_the_log_may_reach_beyond_the_watermark(tmp_path: Path) -> None:
    writer = LogWriter()
    writer.append([Event()])
    writer.mark()
    writer.append([Event()])
    writer.roll()
    writer.append([Event()])
    report = verify(writer.write(tmp_path))
    assert (report.findings, report.notices) == ([], [])
    assert report.size == 3


def test_extreme_values_are_read(tmp_path: Path) -> None:
    writer = LogWriter()
    low, high = -(2**63), 2**63 - 1
    middle = writer.time
    writer.append([Event(time=-1, record=2**64 - 1), Event(time=0), Event(time=high // 2)])
    writer.append(
        [Event(time=low // 2, plain=b""), Event(type=65_535, key_version=2**30 - 1)],
        compressed=True,
    )
    writer.append([Event(kind=0, codec=1, plain=b"")])
    report = verify(writer.write(tmp_path))
    assert report.findings == []
    assert report.first_time == low // 2
    assert report.last_time == max(high // 2, middle)
    assert "ms" in report.text()


def test_a_batch_of_65536_events(tmp_path: Path) -> None:
    writer = LogWriter()
    writer.append([Event(record=i % 1000, plain=b"") for i in range(65_536)], compressed=True)
    report = verify(writer.write(tmp_path))
    assert report.findings == []
    assert report.size == 65_536
    assert report.root == tree_hash(writer.leaves)


def test_temporary_and_torn_files_are_ignored_and_foreign_ones_told(tmp_path: Path) -> None:
    directory = reference_log().write(tmp_path)
    (directory / "log" / "00000000000000000400.segment.tmp").write_bytes(b"half")
    (directory / "log" / "torn").mkdir()
    (directory / "log" / "torn" / "x").write_bytes(b"cut")
    (directory / "index").mkdir()
    report = verify(directory)
    assert (report.findings, report.notices) == ([], [])
    (directory / "log" / "notes.txt").write_bytes(b"")
    assert [notice.rule for notice in verify(directory).notices] == ["foreign-file"]


def test_there_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(NoSuchLogError, match="no folder named log"):
        verify(tmp_path)
    directory = reference_log().write(tmp_path)
    with pytest.raises(NoSuchLogError, match="give the data directory"):
        verify(directory / "log")


@pytest.mark.parametrize("old", [0, 1, 5, 34, 35, 255, 256, 257, 300, 341, 342])
def test_a_kept_checkpoint_is_continued(tmp_path: Path, old: int) -> None:
    writer = reference_log()
    note = writer.checkpoint_note(old)
    report = verify(writer.write(tmp_path), since=Since("kept.note", note))
    assert report.findings == []
    assert report.since is not None
    assert report.since.consistent
    assert report.since.size == old


def test_a_kept_checkpoint_of_another_history_is_found(tmp_path: Path) -> None:
    writer = reference_log()
    other = LogWriter()
    other.append(some_events(other, 20))
    report = verify(writer.write(tmp_path), since=Since("kept.note", other.checkpoint_note()))
    assert rules(report) == ["since-root"]
    assert report.since is not None
    assert not report.since.consistent


def test_a_log_that_lost_its_end_does_not_continue_a_kept_checkpoint(tmp_path: Path) -> None:
    longer = reference_log()
    kept = longer.checkpoint_note()
    shorter = LogWriter()
    shorter.append(some_events(shorter, 5))
    report = verify(shorter.write(tmp_path), since=Since("kept.note", kept))
    assert rules(report) == ["since-beyond"]


def test_a_kept_note_that_is_not_signed_by_the_log_is_found(tmp_path: Path) -> None:
    stranger = LogWriter(seed=99)
    report = verify(
        reference_log().write(tmp_path), since=Since("kept.note", stranger.checkpoint_note())
    )
    assert rules(report) == ["since-note"]
    report = verify(tmp_path, since=Since("kept.note", b"nothing"))
    assert rules(report) == ["since-note"]


@st.composite
def random_logs(draw: st.DrawFn) -> LogWriter:
    writer = LogWriter(seed=draw(st.integers(0, 2**32)))
    for _ in range(draw(st.integers(0, 6))):
        step = draw(st.sampled_from(["plain", "compressed", "compressed", "roll", "reopen"]))
        if step == "roll" and writer.segments[-1].batches:
            writer.roll()
        elif step == "reopen":
            writer.reopen()
        else:
            count = draw(st.sampled_from([1, 2, 7, 100]))
            writer.append(some_events(writer, count), compressed=step == "compressed")
        if draw(st.booleans()):
            writer.mark()
        if draw(st.booleans()):
            writer.checkpoint()
    writer.preallocated = draw(st.sampled_from([0, 8, 72, 5000]))
    return writer


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(writer=random_logs())
def test_any_log_of_the_writer_is_clean(tmp_path: Path, writer: LogWriter) -> None:
    report = verify(writer.write(tmp_path))
    assert (report.findings, report.notices) == ([], [])
    assert report.size == len(writer.leaves)
    assert report.root == tree_hash(writer.leaves)


def test_the_example_identity_of_the_page_is_read(tmp_path: Path) -> None:
    writer = LogWriter()
    directory = writer.write(tmp_path)
    page = Path(__file__).resolve().parents[3] / "docs" / "log-format.md"
    block = page.read_text("utf-8").split("```\ncarnet-log/v1\n")[1].split("```")[0]
    (directory / "log" / "identity").write_text("carnet-log/v1\n" + block, "utf-8")
    report = verify(directory)
    assert report.log_id == bytes(range(16))
    assert report.key == "carnet.example/log1+477e444d+ASfyQrJqng7t+RQO+IuBYntP2+mOtn/lgA1ac/Pf0qCV"
    assert report.findings[0].rule == "segment-foreign", report.findings[0].line()
    assert rules(report) == ["segment-foreign"]


def test_the_structs_have_the_sizes_of_the_page() -> None:
    writer = LogWriter()
    batch = writer.append([Event(plain=b"")])
    assert len(writer.segments[0].header()) == 128
    assert len(batch.encode()) % 8 == 0
    assert [len(entry) for entry in writer.entries] == [96]
    assert struct.unpack_from("<I", batch.encode(), 12)[0] == 1
