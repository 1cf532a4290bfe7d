"""The worked example of docs/log-format.md, section 10, is a log that reads as the page says."""

from __future__ import annotations

import re
import struct
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from verify_log.identity import read_identity
from verify_log.notes import Checkpoint, open_checkpoint, parse_vkey
from verify_log.report import Report
from verify_log.tests.writer import START_TIME, Batch, Event, LogWriter, crc32c, tree_hash
from verify_log.verify import verify
from verify_log.watermark import read_watermark

PAGE = Path(__file__).resolve().parents[3] / "docs" / "log-format.md"
ORIGIN = "carnet.example/log2"
LOG_ID = bytes(range(0x10, 0x20))
SIGNING_SEED = bytes(range(0x20))
CONTENT_KEY = bytes(range(0x40, 0x60))
TRACE_KEY = bytes(range(0x60, 0x80))
BASE_NONCE = bytes(range(0xA0, 0xAC))
RECORD = 0x1122_3344_5566_7788

_LINE = re.compile(r" *(\d+)  ((?:[0-9a-f]{2})+)(?: \* (\d+))?(?:  +\S.*)?")


def blocks() -> dict[str, str]:
    """The fenced blocks of section 10 by the word after the fence."""
    section = PAGE.read_text("utf-8").split("\n## 10. ")[1]
    found = re.findall(r"^```([a-z0-9-]+)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert len({name for name, _ in found}) == len(found)
    return dict(found)


def bytes_of(block: str) -> bytes:
    """The bytes of a block: each line an offset, bytes in hexadecimal, perhaps a count, words."""
    data = bytearray()
    for line in block.splitlines():
        match = _LINE.fullmatch(line)
        assert match, line
        assert int(match[1]) == len(data), line
        data += bytes.fromhex(match[2]) * int(match[3] or 1)
    return bytes(data)


def hashes() -> dict[str, bytes]:
    """The block of hashes: a name and a hash a line."""
    lines = [line.split() for line in blocks()["hashes"].splitlines()]
    return {name: bytes.fromhex(value) for name, value in lines}


def example_files() -> dict[str, bytes]:
    """The files of the page, by their path under the data directory."""
    block = blocks()
    return {
        "log/identity": block["identity"].encode(),
        "log/00000000000000000000.segment": bytes_of(block["segment"]) + bytes_of(block["batch"]),
        "log/watermark": bytes_of(block["watermark"]),
        "log/checkpoints": block["checkpoint"].encode() + b"\n",
    }


def envelopes() -> list[bytes]:
    return [bytes_of(blocks()[f"envelope-{i}"]) for i in range(3)]


def nonce(event: int) -> bytes:
    tail = int.from_bytes(BASE_NONCE[8:], "little") ^ event
    return BASE_NONCE[:8] + struct.pack("<I", tail)


def associated_data(entry: bytes) -> bytes:
    return LOG_ID + entry[:8] + entry[16:64]


def seal(batch: Batch) -> None:
    """Gives the batch the page's nonce and truly sealed bodies."""
    batch.nonce = BASE_NONCE
    for event, (key, plain) in enumerate([(CONTENT_KEY, b"bonjour"), (TRACE_KEY, b"")]):
        data = associated_data(batch.envelopes()[event])
        batch.bodies[event] = AESGCM(key).encrypt(nonce(event), plain, data)


def example_log() -> LogWriter:
    """The same log by the tests' own writer."""
    writer = LogWriter(1, ORIGIN, LOG_ID, SIGNING_SEED)
    writer.reopen()
    writer.mark()
    writer.time = START_TIME + 60_000
    ids = [bytes(range(first, first + 16)) for first in (0xB0, 0xC0, 0xD0)]
    writer.append(
        [
            Event(RECORD, 16, 1, 1, 0, b"bonjour", START_TIME + 60_000, ids[0]),
            Event(RECORD, 300, 2, 1, 0, b"", START_TIME + 61_500, ids[1]),
            Event(9, 40, 0, 0, 0, b"Carnet", START_TIME + 61_480, ids[2]),
        ],
        edit=seal,
    )
    writer.mark()
    writer.mark(clean=True)
    writer.checkpoint()
    return writer


def test_the_blocks_are_what_the_writer_of_the_tests_makes(tmp_path: Path) -> None:
    directory = example_log().write(tmp_path)
    for path, data in example_files().items():
        assert (directory / path).read_bytes() == data, path
    assert envelopes() == example_log().entries


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "log").mkdir()
    for path, data in example_files().items():
        (tmp_path / path).write_bytes(data)
    return tmp_path


def test_the_example_reads_to_the_printed_leaves_and_root(directory: Path) -> None:
    seen: list[tuple[bytes, bytes]] = []

    def take(inputs: list[bytes], leaves: bytes) -> None:
        for i, data in enumerate(inputs):
            seen.append((data[1:], leaves[32 * i : 32 * i + 32]))

    report = verify(directory, sink=take)
    assert (report.findings, report.notices) == ([], [])
    assert (report.segments, report.batches, report.size) == (1, 1, 3)
    assert [entry for entry, _ in seen] == envelopes()
    printed = hashes()
    leaves = [printed[f"leaf-{i}"] for i in range(3)]
    assert [leaf for _, leaf in seen] == leaves
    assert printed["node-0-1"] == tree_hash(leaves[:2])
    assert report.root == printed["root"] == tree_hash(leaves)
    assert report.last_checkpoint is not None
    assert report.last_checkpoint.root == printed["root"]


def test_the_checkpoint_is_signed_by_the_printed_key() -> None:
    vkey = next(
        line.removeprefix("key ")
        for line in blocks()["identity"].splitlines()
        if line.startswith("key ")
    )
    checkpoint = open_checkpoint(blocks()["checkpoint"].encode(), parse_vkey(vkey))
    assert checkpoint == Checkpoint(ORIGIN, 3, hashes()["root"])


def test_the_sealed_bodies_open_with_the_printed_keys() -> None:
    page = PAGE.read_text("utf-8").split("\n## 10. ")[1]
    assert all(f"`{key.hex()}`" in page for key in (CONTENT_KEY, TRACE_KEY))
    assert f"`{nonce(1).hex()}`" in page
    data = bytes_of(blocks()["batch"])
    columns, bodies = struct.unpack_from("<I4xI", data, 44)
    body = data[72 + columns : 72 + columns + bodies]
    stored = [int.from_bytes(entry[60:64], "little") for entry in envelopes()]
    assert sum(stored) == bodies
    at = 0
    for event, (key, plain) in enumerate([(CONTENT_KEY, b"bonjour"), (TRACE_KEY, b"")]):
        sealed = body[at : at + stored[event]]
        at += stored[event]
        entry = envelopes()[event]
        assert sha256(nonce(event) + sealed).digest() == entry[64:]
        assert AESGCM(key).decrypt(nonce(event), sealed, associated_data(entry)) == plain
    assert body[at:] == b"Carnet"


def test_the_second_slot_counts(directory: Path) -> None:
    mark = read_watermark(directory, Report())
    assert mark is not None
    segment = (directory / "log" / "00000000000000000000.segment").read_bytes()
    assert (mark.slot, mark.sequence, mark.events, mark.clean) == (1, 3, 3, True)
    assert (mark.offset, mark.epoch) == (len(segment), 2)
    assert mark.link == struct.unpack_from("<I", segment, 128 + 60)[0]


def test_the_links_and_checksums_are_where_the_page_says() -> None:
    segment = example_files()["log/00000000000000000000.segment"]
    header, batch = segment[:128], segment[128:]
    assert struct.unpack_from("<I", header, 124)[0] == crc32c(header[:124])
    assert batch[56:60] == header[124:128]
    assert struct.unpack_from("<I", batch, 68)[0] == crc32c(batch[:68])
    columns, bodies = struct.unpack_from("<I4xI", batch, 44)
    payload = batch[72 : 72 + columns + bodies]
    assert struct.unpack_from("<I", batch, 60)[0] == crc32c(payload)


def test_a_bit_flipped_in_any_block_shows(directory: Path) -> None:
    for path, data in example_files().items():
        for at in range(0, len(data), 7):
            damaged = bytearray(data)
            damaged[at] ^= 1
            (directory / path).write_bytes(damaged)
            report = verify(directory)
            assert report.findings or report.notices, (path, at)
        (directory / path).write_bytes(data)


def test_the_identity_is_the_one_of_the_example(directory: Path) -> None:
    report = Report()
    identity = read_identity(directory, report)
    assert identity is not None
    assert (report.findings, identity.origin, identity.log_id) == ([], ORIGIN, LOG_ID)
    assert identity.created == "2026-11-23T08:30:00.000Z"
