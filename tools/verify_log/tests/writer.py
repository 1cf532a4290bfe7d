"""A small writer of logs by docs/log-format.md, for the tests only.

It shares nothing with the reader: CRC-32C from a table, varints, tree and notes are written out
here a second time, so that a misreading in one of the two shows.
"""

from __future__ import annotations

import base64
import random
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import lz4.block
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

START_TIME = 1_795_422_600_000


def _crc_table() -> list[int]:
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


_CRC_TABLE = _crc_table()


def crc32c(data: bytes) -> int:
    """CRC-32C, one byte at a time."""
    crc = 0xFFFF_FFFF
    for byte in data:
        crc = crc >> 8 ^ _CRC_TABLE[(crc ^ byte) & 255]
    return crc ^ 0xFFFF_FFFF


def varint(value: int) -> bytes:
    """Unsigned LEB128 in its shortest form."""
    out = bytearray()
    while value >= 128:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value: int) -> int:
    """0, -1, 1, -2 … as 0, 1, 2, 3 …"""
    return 2 * value if value >= 0 else -2 * value - 1


def tree_hash(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, over leaf hashes."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while 2 * split < len(leaves):
        split *= 2
    return sha256(b"\x01" + tree_hash(leaves[:split]) + tree_hash(leaves[split:])).digest()


@dataclass
class Event:
    """What a test wants to stand in the log; the rest follows from the log."""

    record: int = 7
    type: int = 40
    kind: int = 1
    key_version: int = 1
    codec: int = 0
    plain: bytes = b"a body of the event"
    time: int | None = None
    id: bytes | None = None


@dataclass
class Batch:
    """Every field of a batch, free to be spoiled before it is encoded."""

    epoch: int
    first: int
    base_time: int
    nonce: bytes
    link: int
    compressed: bool
    types: list[int] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    codecs: list[int] = field(default_factory=list)
    records: list[int] = field(default_factory=list)
    revisions: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    ids: list[bytes] = field(default_factory=list)
    plain_lengths: list[int] = field(default_factory=list)
    stored_lengths: list[int] = field(default_factory=list)
    previous: list[int] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    magic: bytes = b"BTCH"
    version: int = 1
    flags: int | None = None
    zeros: int = 0
    more_zeros: int = 0
    count: int | None = None
    raw_length: int | None = None
    bodies_length: int | None = None
    stored_columns: bytes | None = None
    column_bytes: dict[int, bytes] = field(default_factory=dict)
    after_columns: bytes = b""
    padding: bytes | None = None
    payload_crc: int = 0

    def raw_columns(self) -> bytes:
        deltas, before = [], self.base_time
        for time in self.times:
            deltas.append(zigzag(time - before))
            before = time
        encoded = {
            1: b"".join(map(varint, self.types)),
            2: b"".join(map(varint, self.keys)),
            3: bytes(self.codecs),
            4: b"".join(struct.pack("<Q", record) for record in self.records),
            5: b"".join(map(varint, self.revisions)),
            6: b"".join(map(varint, deltas)),
            7: b"".join(self.ids),
            8: b"".join(map(varint, self.plain_lengths)),
            9: b"".join(map(varint, self.stored_lengths)),
            10: b"".join(map(varint, self.previous)),
        }
        encoded.update(self.column_bytes)
        return b"".join(encoded[number] for number in range(1, 11)) + self.after_columns

    def encode(self) -> bytes:
        raw = self.raw_columns()
        stored = self.stored_columns
        if stored is None:
            stored = lz4.block.compress(raw, store_size=False) if self.compressed else raw
        bodies = b"".join(self.bodies)
        self.payload_crc = crc32c(stored + bodies)
        head = struct.pack(
            "<4sBBHIIQq12sIIIIII",
            self.magic,
            self.version,
            int(self.compressed) if self.flags is None else self.flags,
            self.zeros,
            self.epoch,
            len(self.types) if self.count is None else self.count,
            self.first,
            self.base_time,
            self.nonce,
            len(stored),
            len(raw) if self.raw_length is None else self.raw_length,
            len(bodies) if self.bodies_length is None else self.bodies_length,
            self.link,
            self.payload_crc,
            self.more_zeros,
        )
        batch = head + struct.pack("<I", crc32c(head)) + stored + bodies
        padding = bytes(-len(batch) % 8) if self.padding is None else self.padding
        return batch + padding

    def envelopes(self) -> list[bytes]:
        entries = []
        for i in range(len(self.types)):
            tail = int.from_bytes(self.nonce[8:], "little") ^ i
            nonce = self.nonce[:8] + tail.to_bytes(4, "little")
            entries.append(
                b"CEV1"
                + self.types[i].to_bytes(2, "little")
                + bytes([self.codecs[i], 0])
                + (self.first + i).to_bytes(8, "little")
                + self.records[i].to_bytes(8, "little")
                + self.revisions[i].to_bytes(4, "little")
                + self.keys[i].to_bytes(4, "little")
                + self.times[i].to_bytes(8, "little", signed=True)
                + self.ids[i]
                + self.plain_lengths[i].to_bytes(4, "little")
                + self.stored_lengths[i].to_bytes(4, "little")
                + sha256(nonce + self.bodies[i]).digest()
            )
        return entries


@dataclass
class Segment:
    """A segment being written: its header fields and its batches' bytes."""

    epoch: int
    log_id: bytes
    first: int
    link: int
    version: int = 1
    oldest: int = 1
    zeros: bytes = bytes(72)
    magic: bytes = b"CARNETSG"
    stated_first: int | None = None
    name: str | None = None
    batches: bytearray = field(default_factory=bytearray)
    batch_offsets: list[int] = field(default_factory=list)

    def header(self) -> bytes:
        first = self.first if self.stated_first is None else self.stated_first
        head = struct.pack(
            "<8sHHI16sQQI72s",
            self.magic,
            self.version,
            self.oldest,
            self.epoch,
            self.log_id,
            first,
            START_TIME,
            self.link,
            self.zeros,
        )
        return head + struct.pack("<I", crc32c(head))

    @property
    def file_name(self) -> str:
        return self.name or f"{self.first:020d}.segment"

    @property
    def end(self) -> int:
        return 128 + len(self.batches)


def mark_slot(
    sequence: int, events: int, segment: int, offset: int, epoch: int, flags: int, link: int
) -> bytes:
    """One slot of the watermark."""
    head = struct.pack(
        "<8sQQQQIII8x", b"CWMARK01", sequence, events, segment, offset, epoch, flags, link
    )
    return (head + struct.pack("<I", crc32c(head))).ljust(512, b"\0")


Edit = Callable[[Batch], None]


class LogWriter:
    """Builds a log in memory and writes it out as a data directory."""

    def __init__(
        self,
        seed: int = 1,
        origin: str = "carnet.example/log1",
        log_id: bytes | None = None,
        signing_seed: bytes | None = None,
    ) -> None:
        self.random = random.Random(seed)
        self.origin = origin
        self.log_id = log_id or self.random.randbytes(16)
        self.private = Ed25519PrivateKey.from_private_bytes(
            signing_seed or self.random.randbytes(32)
        )
        self.public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.created = "2026-11-23T08:30:00.000Z"
        self.epoch = 1
        self.position = 0
        self.last_crc = 0
        self.time = START_TIME
        self.heads: dict[int, tuple[int, int]] = {}
        self.entries: list[bytes] = []
        self.leaves: list[bytes] = []
        self.checkpoints = b""
        self.slots = [bytes(512), bytes(512)]
        self.sequence = 0
        self.preallocated = 0
        self.segments = [Segment(1, self.log_id, 0, 0)]
        self._link = crc32c(self.segments[0].header()[:124])
        self.mark()

    @property
    def key_id(self) -> bytes:
        return sha256(self.origin.encode() + b"\n\x01" + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        key = base64.b64encode(b"\x01" + self.public).decode()
        return f"{self.origin}+{self.key_id.hex()}+{key}"

    def identity(self) -> bytes:
        facts = (
            f"carnet-log/v1\norigin {self.origin}\nid {self.log_id.hex()}\n"
            f"created {self.created}\nkey {self.vkey}\n"
        ).encode()
        return facts + f"sum {sha256(facts).hexdigest()}\n".encode()

    def append(
        self, events: list[Event], compressed: bool = False, edit: Edit | None = None
    ) -> Batch:
        """Adds a batch; `edit` may spoil its fields before it is encoded."""
        batch = Batch(
            self.epoch, self.position, self.time, self.random.randbytes(12), self._link, compressed
        )
        for i, event in enumerate(events):
            self._add(batch, event, self.position + i)
        if edit is not None:
            edit(batch)
        segment = self.segments[-1]
        segment.batch_offsets.append(segment.end)
        segment.batches += batch.encode()
        entries = batch.envelopes() if edit is None else self._envelopes_if_possible(batch)
        self.entries += entries
        self.leaves += [sha256(b"\0" + entry).digest() for entry in entries]
        self.position += len(events)
        self._link = self.last_crc = batch.payload_crc
        return batch

    def _envelopes_if_possible(self, batch: Batch) -> list[bytes]:
        try:
            return batch.envelopes()
        except (OverflowError, IndexError):
            return []

    def _add(self, batch: Batch, event: Event, position: int) -> None:
        self.time += self.random.randrange(-50, 2000)
        body = event.plain
        if event.codec:
            body = lz4.block.compress(event.plain, store_size=False)
        if event.kind:
            body = self.random.randbytes(len(body) + 16)
        revision, previous = 0, 0
        if event.record in self.heads:
            last_revision, last_position = self.heads[event.record]
            revision, previous = last_revision + 1, position - last_position
        self.heads[event.record] = (revision, position)
        batch.types.append(event.type)
        batch.keys.append(event.key_version * 4 + event.kind if event.kind else 0)
        batch.codecs.append(event.codec)
        batch.records.append(event.record)
        batch.revisions.append(revision)
        batch.times.append(self.time if event.time is None else event.time)
        batch.ids.append(self.random.randbytes(16) if event.id is None else event.id)
        batch.plain_lengths.append(len(event.plain))
        batch.stored_lengths.append(len(body))
        batch.previous.append(previous)
        batch.bodies.append(body)

    def roll(self, edit: Callable[[Segment], None] | None = None) -> None:
        """Begins a new segment."""
        segment = Segment(self.epoch, self.log_id, self.position, self.last_crc)
        if edit is not None:
            edit(segment)
        self.segments.append(segment)
        self._link = crc32c(segment.header()[:124])

    def reopen(self) -> None:
        """A new opening for writing."""
        self.epoch += 1

    def mark(self, clean: bool = False) -> None:
        """Writes the next slot of the watermark at the present end."""
        segment = self.segments[-1]
        self.slots[self.sequence % 2] = mark_slot(
            self.sequence,
            self.position,
            segment.first,
            segment.end,
            self.epoch,
            int(clean),
            self.last_crc,
        )
        self.sequence += 1

    def note(self, text: str) -> bytes:
        """Signs `text` as a note."""
        signature = base64.b64encode(self.key_id + self.private.sign(text.encode())).decode()
        return f"{text}\n\N{EM DASH} {self.origin} {signature}\n".encode()

    def checkpoint_note(self, size: int | None = None) -> bytes:
        """A checkpoint of the first `size` events."""
        count = len(self.leaves) if size is None else size
        root = base64.b64encode(tree_hash(self.leaves[:count])).decode()
        return self.note(f"{self.origin}\n{count}\n{root}\n")

    def checkpoint(self) -> bytes:
        """Signs the present head and keeps it."""
        note = self.checkpoint_note()
        self.checkpoints += note + b"\n"
        return note

    def write(self, directory: Path) -> Path:
        """Writes the data directory anew and returns it."""
        folder = directory / "log"
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if old.is_file():
                old.unlink()
        (folder / "identity").write_bytes(self.identity())
        (folder / "watermark").write_bytes(b"".join(self.slots))
        (folder / "checkpoints").write_bytes(self.checkpoints)
        (folder / "lock").write_bytes(b"")
        for segment in self.segments:
            data = segment.header() + bytes(segment.batches)
            if segment is self.segments[-1]:
                data += bytes(self.preallocated)
            (folder / segment.file_name).write_bytes(data)
        return directory


def some_events(writer: LogWriter, count: int) -> list[Event]:
    """Events of several records, types, kinds and codecs."""
    draw = writer.random
    events = []
    for _ in range(count):
        kind = draw.choice([0, 1, 1, 1, 2])
        codec = draw.choice([0, 1]) if kind == 0 else draw.choice([0, 0, 2, 3])
        events.append(
            Event(
                record=draw.choice([0, 3, 7, 2**63 + 11]),
                type=draw.choice([16, 40, 300, 65_535]),
                kind=kind,
                key_version=draw.choice([1, 2, 40]),
                codec=codec,
                plain=draw.randbytes(draw.randrange(0, 20)) * draw.choice([1, 12]),
            )
        )
    return events


def reference_log(seed: int = 1) -> LogWriter:
    """Three segments, two openings, both kinds of batches, checkpoints and a clean stop."""
    writer = LogWriter(seed)
    writer.checkpoint()
    writer.append(some_events(writer, 5))
    writer.append(some_events(writer, 30), compressed=True)
    writer.mark()
    writer.checkpoint()
    writer.roll()
    writer.append(some_events(writer, 1))
    writer.reopen()
    cut = struct.pack("<QQQI", writer.position, writer.segments[-1].end, 100, 7)
    writer.append([Event(record=0, type=1, kind=0, plain=cut)])
    writer.append(some_events(writer, 300), compressed=True)
    writer.checkpoint()
    writer.checkpoint()
    writer.roll()
    writer.append(some_events(writer, 3))
    writer.append(some_events(writer, 2), compressed=True)
    writer.checkpoint()
    writer.mark(clean=True)
    writer.preallocated = 4096
    return writer
