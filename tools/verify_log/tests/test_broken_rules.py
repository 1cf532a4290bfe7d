"""Each rule of the page broken on purpose, with all sums made right again, gives its finding."""

import base64
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from verify_log.report import Report
from verify_log.tests.writer import Batch, Event, LogWriter, Segment, mark_slot, some_events
from verify_log.verify import verify


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def log_with(edit: Callable[[Batch], None], *, compressed: bool = False) -> LogWriter:
    """Six good events, then a batch of three that `edit` spoils, all below the watermark."""
    writer = LogWriter()
    writer.append(some_events(writer, 6))
    writer.append([Event(plain=b"one"), Event(plain=b"two"), Event(plain=b"six")], compressed, edit)
    writer.mark()
    return writer


def put(name: str, value: object) -> Callable[[Batch], None]:
    def edit(batch: Batch) -> None:
        setattr(batch, name, value)

    return edit


def put_item(name: str, value: object) -> Callable[[Batch], None]:
    def edit(batch: Batch) -> None:
        getattr(batch, name)[1] = value

    return edit


def put_column(number: int, data: bytes) -> Callable[[Batch], None]:
    def edit(batch: Batch) -> None:
        batch.column_bytes[number] = data

    return edit


def put_early_times(batch: Batch) -> None:
    low = -(2**63)
    batch.base_time = low
    batch.times = [low, low - 1, low]


BATCH_FIELDS = [
    ("version", 2, "batch-header", "format version is 2"),
    ("flags", 2, "batch-header", "flags are 0x2"),
    ("zeros", 1, "batch-header", "zeros belong"),
    ("more_zeros", 1, "batch-header", "zeros belong"),
    ("epoch", 0, "batch-header", "writer epoch is 0"),
    ("count", 0, "batch-header", "count is 0"),
    ("count", 65_537, "batch-header", "count is 65537"),
    ("first", 2**64 - 1, "batch-header", "beyond 64 bits"),
    ("raw_length", 5, "batch-header", "columns are plain"),
    ("raw_length", (16 << 20) + 1, "batch-header", "more than 16777216"),
    ("bodies_length", (64 << 20) + 1, "batch-header", "more than 67108864"),
    ("bodies_length", 64 << 20, "batch-damaged", "beyond the end of the file"),
    ("bodies_length", 0, "batch-damaged", "payload CRC differs"),
    ("magic", b"BTCI", "batch-damaged", "does not begin with BTCH"),
    ("first", 7, "batch-position", "begins at 7"),
    ("first", 5, "batch-position", "begins at 5"),
    ("link", 12345, "batch-link", "the link is 0x00003039"),
    ("count", 2, "columns", "column"),
    ("count", 4, "columns", "column"),
    ("after_columns", b"\0", "columns", "1 bytes follow"),
    ("after_columns", b"\0" * 30, "columns", "30 bytes follow"),
]


@pytest.mark.parametrize(("name", "value", "rule", "words"), BATCH_FIELDS)
def test_batch_fields(tmp_path: Path, name: str, value: object, rule: str, words: str) -> None:
    writer = log_with(put(name, value))
    report = verify(writer.write(tmp_path))
    first = report.findings[0]
    assert first.rule == rule, [finding.line() for finding in report.findings]
    assert words in first.what
    assert first.file == "log/00000000000000000000.segment"
    assert first.offset is not None
    assert first.offset - writer.segments[0].batch_offsets[1] in range(0, 300)


@pytest.mark.parametrize(
    ("edit", "words", "position"),
    [
        (put_item("types", 0), "type: a value is 0", 7),
        (put_item("types", 65_536), "type: a value is 65536", 7),
        (put_item("keys", 7), "key: the kind is 3", 7),
        (put_item("keys", 2**32), "key: a value is 4294967296", 7),
        (put_item("revisions", 2**32), "revision: a value is 4294967296", 7),
        (put_item("times", 2**63), "time: a value is 9223372036854775808", 7),
        (put_early_times, "time: a value is -9223372036854775809", 7),
        (put_item("plain_lengths", 2**32), "plain length: a value is", 7),
        (put_item("stored_lengths", 2**32), "stored length: a value is", 7),
        (put_item("stored_lengths", 18), "stored lengths add up to", 6),
        (put_column(1, b"\x28\xa8\x00\x28"), "type: a varint is not in its shortest form", 7),
        (put_column(10, b"\x00\x80"), "previous: the columns end in it", 7),
        (put_column(10, b"\x00"), "previous: the columns end in it", 7),
        (put_column(9, b"\x13\x13" + b"\xff" * 11), "stored length: a varint is longer", 8),
    ],
)
@pytest.mark.parametrize("compressed", [False, True])
def test_columns(
    tmp_path: Path, edit: Callable[[Batch], None], words: str, position: int, compressed: bool
) -> None:
    report = verify(log_with(edit, compressed=compressed).write(tmp_path))
    assert rules(report) == ["columns"]
    assert words in report.findings[0].what
    assert report.findings[0].position == position
    assert report.size == 6


@pytest.mark.parametrize(
    "stored", [b"", b"\0", b"\xff" * 40, b"\xf0\xff\xff\xff", bytes([0x10, 65, 1, 0])]
)
def test_columns_that_are_no_lz4_block(tmp_path: Path, stored: bytes) -> None:
    report = verify(log_with(put("stored_columns", stored), compressed=True).write(tmp_path))
    assert rules(report) == ["columns"]


@pytest.mark.parametrize("difference", [-1, 1])
def test_columns_of_another_raw_length(tmp_path: Path, difference: int) -> None:
    def edit(batch: Batch) -> None:
        batch.raw_length = len(batch.raw_columns()) + difference

    report = verify(log_with(edit, compressed=True).write(tmp_path))
    assert rules(report) == ["columns"]


@pytest.mark.parametrize(
    ("edit", "rule", "words"),
    [
        (put_item("revisions", 5), "revision", "record 0000000000000007 has revision 5"),
        (put_item("previous", 2), "previous", "event before is 2"),
        (put_item("previous", 0), "previous", "event before is 0"),
        (put_item("codecs", 1), None, ""),
        (put_item("keys", 0), "body-length", "stored length is 19"),
        (put_item("plain_lengths", 4), "body-length", "stored length is 19"),
        (put_item("types", 1), "log-event-sealed", "type 1 has kind 1"),
        (put_item("types", 15), "log-event-sealed", "type 15 has kind 1"),
    ],
)
def test_rules_of_one_event(
    tmp_path: Path, edit: Callable[[Batch], None], rule: str | None, words: str
) -> None:
    report = verify(log_with(edit).write(tmp_path))
    if rule is None:
        assert report.findings == []
        return
    assert report.findings[0].rule == rule
    assert words in report.findings[0].what
    assert report.findings[0].position == 7


def test_a_record_does_not_begin_with_revision_1(tmp_path: Path) -> None:
    writer = LogWriter()
    writer.append([Event(record=5)], edit=put("revisions", [1]))
    assert rules(verify(writer.write(tmp_path))) == ["revision"]


def test_an_event_id_twice(tmp_path: Path) -> None:
    writer = LogWriter()
    twice = bytes(range(16))
    writer.append([Event(), Event(id=twice)])
    writer.roll()
    writer.append([Event(), Event(), Event(id=twice)], compressed=True)
    writer.append([Event(id=bytes(8) + twice[8:])])
    report = verify(writer.write(tmp_path))
    assert rules(report) == ["event-id"]
    finding = report.findings[0]
    assert (finding.position, finding.offset) == (4, 128)
    assert finding.file == "log/00000000000000000002.segment"
    assert finding.expected is not None
    assert finding.expected.endswith("position 1")


def test_an_open_body_that_is_no_lz4_block(tmp_path: Path) -> None:
    writer = LogWriter()
    writer.append(
        [Event(kind=0, codec=1, plain=b"abc")],
        edit=lambda batch: batch.bodies.__setitem__(0, b"\xff\xff\xff\xff"),
    )
    report = verify(writer.write(tmp_path))
    assert rules(report) == ["body-codec"]
    writer = LogWriter()
    writer.append([Event(kind=0, codec=1, plain=b"abc")], edit=put("plain_lengths", [4]))
    assert rules(verify(writer.write(tmp_path))) == ["body-codec"]


def test_an_open_body_of_an_absurd_length_is_told(tmp_path: Path) -> None:
    writer = LogWriter()
    writer.append([Event(kind=0, codec=1)], edit=put("plain_lengths", [2**32 - 1]))
    report = verify(writer.write(tmp_path))
    assert [notice.rule for notice in report.notices] == ["body-not-decompressed"]


def test_a_sealed_body_shorter_than_its_tag(tmp_path: Path) -> None:
    def edit(batch: Batch) -> None:
        batch.bodies[0] = bytes(15)
        batch.stored_lengths[0] = 15

    writer = LogWriter()
    writer.append([Event(codec=3)], edit=edit)
    assert rules(verify(writer.write(tmp_path))) == ["body-length"]


def test_tail_truncated_has_28_bytes(tmp_path: Path) -> None:
    writer = LogWriter()
    writer.append([Event(type=1, kind=0, record=0, plain=bytes(27))])
    assert rules(verify(writer.write(tmp_path))) == ["tail-truncated-body"]


def test_the_bytes_after_the_bodies_are_zero(tmp_path: Path) -> None:
    def edit(batch: Batch) -> None:
        length = len(batch.encode())
        batch.padding = b""
        batch.padding = bytes(length - len(batch.encode()) - 1) + b"\1"

    writer = log_with(edit)
    report = verify(writer.write(tmp_path))
    assert rules(report) == ["batch-padding"]
    assert report.size == 9


def test_the_epoch_never_falls(tmp_path: Path) -> None:
    writer = LogWriter()
    writer.epoch = 5
    writer.append([Event()])
    writer.roll()
    writer.epoch = 4
    writer.append([Event()])
    assert rules(verify(writer.write(tmp_path))) == ["batch-epoch"]


def segment_log(edit: Callable[[Segment], None], at: int = 1) -> LogWriter:
    writer = LogWriter()
    writer.append([Event(), Event()])
    writer.roll(edit)
    writer.append([Event()])
    writer.roll()
    writer.append([Event()])
    writer.mark()
    return writer


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("version", 2, "segment-version"),
        ("oldest", 2, "segment-version"),
        ("oldest", 0, "segment-version"),
        ("epoch", 0, "segment-epoch"),
        ("log_id", bytes(16), "segment-foreign"),
        ("stated_first", 3, "segment-first"),
        ("link", 1, "segment-link"),
        ("zeros", bytes(71) + b"\1", "segment-zeros"),
        ("magic", b"CARNETSH", "segment-header"),
    ],
)
def test_segment_headers(tmp_path: Path, name: str, value: object, rule: str) -> None:
    writer = segment_log(lambda segment: setattr(segment, name, value))
    report = verify(writer.write(tmp_path))
    assert report.findings[0].rule == rule
    assert report.findings[0].file == "log/00000000000000000002.segment"
    assert report.findings[0].position == 2


def test_the_first_segment_has_no_link(tmp_path: Path) -> None:
    writer = LogWriter()
    writer.segments[0].link = 9
    assert rules(verify(writer.write(tmp_path))) == ["segment-link"]


def test_a_segment_renamed(tmp_path: Path) -> None:
    writer = segment_log(lambda segment: setattr(segment, "name", "00000000000000000009.segment"))
    assert "segment-first" in rules(verify(writer.write(tmp_path)))


@pytest.mark.parametrize(
    "name", ["2.segment", "0000000000000000000x.segment", "99999999999999999999.segment"]
)
def test_a_segment_with_no_name_of_a_segment(tmp_path: Path, name: str) -> None:
    writer = segment_log(lambda segment: setattr(segment, "name", name))
    assert rules(verify(writer.write(tmp_path)))[:2] == ["segment-name", "segment-follows"]


@pytest.mark.parametrize("missing", [0, 2])
def test_a_missing_segment(tmp_path: Path, missing: int) -> None:
    directory = segment_log(lambda segment: None).write(tmp_path)
    (directory / "log" / f"{missing:020d}.segment").unlink()
    report = verify(directory)
    assert rules(report) == ["segment-follows"]
    assert report.findings[0].position == missing
    assert report.size == missing


def test_the_last_segment_missing(tmp_path: Path) -> None:
    directory = segment_log(lambda segment: None).write(tmp_path)
    (directory / "log" / f"{3:020d}.segment").unlink()
    report = verify(directory)
    assert rules(report) == ["watermark-beyond"]
    assert report.findings[0].position == 3


def test_all_segments_missing(tmp_path: Path) -> None:
    directory = segment_log(lambda segment: None).write(tmp_path)
    for path in (directory / "log").glob("*.segment"):
        path.unlink()
    assert rules(verify(directory)) == ["watermark-beyond"]


def test_a_segment_from_another_place_of_the_log(tmp_path: Path) -> None:
    writer = segment_log(lambda segment: None)
    writer.segments[1], writer.segments[2] = writer.segments[2], writer.segments[1]
    writer.segments[1].name, writer.segments[2].name = (
        writer.segments[2].file_name,
        writer.segments[1].file_name,
    )
    report = verify(writer.write(tmp_path))
    assert "segment-first" in rules(report)
    assert "segment-link" in rules(report)


def test_zeros_after_a_segment_that_is_not_the_last(tmp_path: Path) -> None:
    writer = segment_log(lambda segment: None)
    directory = writer.write(tmp_path)
    path = directory / "log" / writer.segments[1].file_name
    path.write_bytes(path.read_bytes() + bytes(8))
    report = verify(directory)
    assert rules(report) == ["segment-end"]
    assert report.findings[0].offset == writer.segments[1].end
    assert report.size == 4


def test_an_empty_segment_that_is_not_the_last(tmp_path: Path) -> None:
    writer = LogWriter()
    writer.append([Event()])
    writer.roll()
    writer.roll(lambda segment: setattr(segment, "first", 2))
    writer.segments[-1].first = 2
    report = verify(writer.write(tmp_path))
    assert rules(report)[0] == "segment-empty"


@pytest.mark.parametrize("length", [0, 1, 127])
def test_a_segment_shorter_than_its_header(tmp_path: Path, length: int) -> None:
    writer = segment_log(lambda segment: None)
    directory = writer.write(tmp_path)
    path = directory / "log" / writer.segments[2].file_name
    path.write_bytes(path.read_bytes()[:length])
    assert rules(verify(directory)) == ["segment-header", "watermark-beyond"]


def test_two_batches_changed_places(tmp_path: Path) -> None:
    writer = LogWriter()
    writer.append([Event(plain=b"a")])
    writer.append([Event(plain=b"b", record=8)])
    segment = writer.segments[0]
    cut = segment.batch_offsets[1] - 128
    segment.batches = segment.batches[cut:] + segment.batches[:cut]
    found = rules(verify(writer.write(tmp_path)))
    assert found[:2] == ["batch-position", "batch-link"]


def test_a_batch_repeated(tmp_path: Path) -> None:
    writer = LogWriter()
    writer.append([Event(plain=b"a")])
    writer.segments[0].batches *= 2
    assert set(rules(verify(writer.write(tmp_path)))) == {
        "batch-position",
        "batch-link",
        "revision",
        "event-id",
    }


def test_a_batch_taken_out(tmp_path: Path) -> None:
    writer = LogWriter()
    for record in range(3):
        writer.append([Event(plain=b"a", record=record)])
    segment = writer.segments[0]
    start, end = (offset - 128 for offset in segment.batch_offsets[1:])
    del segment.batches[start:end]
    report = verify(writer.write(tmp_path))
    assert rules(report) == ["batch-position", "batch-link"]
    assert report.size == 1


WATERMARKS = [
    ({"events": 5}, ["watermark-events"]),
    ({"events": 3}, ["watermark-events"]),
    ({"offset": 136}, ["watermark-place"]),
    ({"offset": 10**9}, ["watermark-beyond"]),
    ({"offset": 2**64 - 1}, ["watermark-beyond"]),
    ({"segment": 1}, ["watermark-place"]),
    ({"segment": 9}, ["watermark-beyond"]),
    ({"link": 1}, ["watermark-link"]),
    ({"flags": 2}, ["watermark-flags"]),
    ({"sequence": 3}, ["watermark-sequence", "watermark-sequence"]),
    ({"sequence": 4}, ["watermark-sequence"]),
]


@pytest.mark.parametrize(("change", "expected"), WATERMARKS)
def test_watermarks(tmp_path: Path, change: dict[str, int], expected: list[str]) -> None:
    writer = segment_log(lambda segment: None)
    writer.mark()
    fields = {
        "sequence": 2,
        "events": 4,
        "segment": 3,
        "offset": writer.segments[-1].end,
        "epoch": 1,
        "flags": 0,
        "link": writer.last_crc,
    }
    assert writer.slots[0] == mark_slot(**fields)
    writer.slots[0] = mark_slot(**(fields | change))
    assert rules(verify(writer.write(tmp_path))) == expected


@pytest.mark.parametrize(("at", "rule"), [(52, None), (59, None), (64, "zeros"), (511, "zeros")])
def test_zeros_of_the_watermark(tmp_path: Path, at: int, rule: str | None) -> None:
    writer = segment_log(lambda segment: None)
    slot = bytearray(writer.slots[1])
    slot[at] = 1
    writer.slots[1] = bytes(slot)
    report = verify(writer.write(tmp_path))
    if rule is None:
        assert [notice.rule for notice in report.notices] == ["watermark-slot"]
    else:
        assert rules(report) == ["watermark-zeros"]


def test_watermark_files_out_of_form(tmp_path: Path) -> None:
    directory = segment_log(lambda segment: None).write(tmp_path)
    path = directory / "log" / "watermark"
    data = path.read_bytes()
    path.write_bytes(data + b"\0")
    assert rules(verify(directory)) == ["watermark-length"]
    path.write_bytes(data[:512])
    assert "watermark-length" in rules(verify(directory))
    path.write_bytes(bytes(1024))
    assert rules(verify(directory)) == ["watermark-lost"]
    path.unlink()
    assert rules(verify(directory)) == ["watermark-missing"]


IDENTITY = [
    ("carnet-log/v1", "carnet-log/v2", "identity-form"),
    ("origin ", "Origin ", "identity-form"),
    ("\nid ", "\n\nid ", "identity-form"),
    ("created 2026-11-23T", "created 2026-13-23T", "identity-created"),
    ("created 2026-11-23T", "created 2026-11-23 ", "identity-created"),
    ("origin carnet.example/log1", "origin carnet.example/log2", "identity-key"),
    ("origin carnet.example/log1", "origin carnet example/log1", "identity-origin"),
    ("key carnet.example/log1", "key carnet.example/log2", "identity-key"),
]


@pytest.mark.parametrize(("old", "new", "rule"), IDENTITY)
def test_identities(tmp_path: Path, old: str, new: str, rule: str) -> None:
    directory = segment_log(lambda segment: None).write(tmp_path)
    path = directory / "log" / "identity"
    text = path.read_text("utf-8").replace(old, new)
    facts = text[: text.rindex("sum ")]
    path.write_text(facts + f"sum {sha256(facts.encode()).hexdigest()}\n", "utf-8")
    assert rules(verify(directory))[0] == rule


def test_identity_files_out_of_form(tmp_path: Path) -> None:
    directory = segment_log(lambda segment: None).write(tmp_path)
    path = directory / "log" / "identity"
    data = path.read_bytes()
    for spoiled in (data[:-1], data + b"\n", data.replace(b"\n", b"\r\n"), b"", b"\xff" + data):
        path.write_bytes(spoiled)
        assert rules(verify(directory))[0] == "identity-form"
    path.write_bytes(data.replace(b"\nid ", b"\nid 0"))
    assert {"identity-sum", "identity-id"} <= set(rules(verify(directory)))
    path.unlink()
    assert "identity-missing" in rules(verify(directory))


def checkpoint_log() -> LogWriter:
    writer = LogWriter()
    for _ in range(4):
        writer.append([Event(), Event()])
        writer.checkpoint()
    writer.mark()
    return writer


def lines(writer: LogWriter, size: int | str, root: bytes) -> str:
    return f"{writer.origin}\n{size}\n{base64.b64encode(root).decode()}\n"


def test_checkpoint_rules(tmp_path: Path) -> None:
    writer = checkpoint_log()
    good = writer.checkpoints
    wrong_root = writer.note(lines(writer, 8, bytes(32))) + b"\n"
    falls = writer.checkpoint_note(6) + b"\n"
    beyond = writer.note(lines(writer, 9, bytes(32))) + b"\n"
    zero = writer.note(lines(writer, "08", bytes(32))) + b"\n"
    extension = writer.note(lines(writer, 8, bytes(32)) + "more\n") + b"\n"
    short = writer.note(lines(writer, 8, bytes(31))) + b"\n"
    nameless = writer.note(lines(writer, 8, bytes(32)).removeprefix(writer.origin)) + b"\n"
    other = LogWriter(seed=5).checkpoint_note() + b"\n"
    writer_of_other_name = LogWriter(origin="carnet.example/log2")
    name = writer_of_other_name.checkpoint_note() + b"\n"
    origin = writer.note(lines(writer_of_other_name, 8, bytes(32))) + b"\n"
    cases = [
        (wrong_root, ["checkpoint-split", "checkpoint-root"]),
        (falls, ["checkpoint-order"]),
        (beyond, ["checkpoint-beyond"]),
        (zero, ["checkpoint-note"]),
        (extension, ["checkpoint-note"]),
        (short, ["checkpoint-note"]),
        (nameless, ["checkpoint-note"]),
        (other, ["checkpoint-note"]),
        (name, ["checkpoint-note"]),
        (origin, ["checkpoint-note"]),
        (b"something else\n\n", ["checkpoint-form"]),
        (bytes(100), ["checkpoint-form"]),
        (b"\n", ["checkpoint-form"]),
    ]
    for addition, expected in cases:
        writer.checkpoints = good + addition
        assert rules(verify(writer.write(tmp_path))) == expected
        assert verify(tmp_path).checkpoints >= 4


def test_a_cosignature_of_an_unknown_key_is_ignored(tmp_path: Path) -> None:
    writer = checkpoint_log()
    note = writer.checkpoint_note()
    stranger = base64.b64encode(bytes(range(80))).decode()
    writer.checkpoints += note + f"\N{EM DASH} witness.example/w {stranger}\n\n".encode()
    report = verify(writer.write(tmp_path))
    assert report.findings == []
    assert report.checkpoints == 5


def test_an_unfinished_note_at_the_end_is_ignored(tmp_path: Path) -> None:
    writer = checkpoint_log()
    good = writer.checkpoints
    note = writer.checkpoint_note()
    for length in range(1, len(note) + 1):
        writer.checkpoints = good + note[:length]
        report = verify(writer.write(tmp_path))
        assert report.findings == [], length
        assert [notice.rule for notice in report.notices] == ["checkpoint-unfinished"]
        assert report.checkpoints == 4


def test_a_damaged_note_does_not_hide_the_others(tmp_path: Path) -> None:
    writer = checkpoint_log()
    for broken, put_in in ((b"\n\n", b"\n "), (b"\n\n", b"\n"), (b"=\n\n", b"=\n\n\n")):
        writer.checkpoints = writer.checkpoints.replace(broken, put_in, 1)
        report = verify(writer.write(tmp_path))
        assert report.checkpoints >= 3
        assert report.findings
        writer = checkpoint_log()


def test_no_file_of_checkpoints_is_told(tmp_path: Path) -> None:
    directory = checkpoint_log().write(tmp_path)
    (directory / "log" / "checkpoints").unlink()
    report = verify(directory)
    assert report.findings == []
    assert [notice.rule for notice in report.notices] == ["checkpoints-missing"]


def test_a_rewritten_event_is_found_by_the_checkpoints(tmp_path: Path) -> None:
    honest = LogWriter()
    honest.append([Event(plain=b"was read by A", kind=0)])
    honest.checkpoint()
    forged = LogWriter()
    forged.append([Event(plain=b"was read by B", kind=0)])
    forged.mark()
    forged.checkpoints = honest.checkpoints
    assert rules(verify(forged.write(tmp_path))) == ["checkpoint-root"]
