"""Batches: what one synchronisation made durable (section 4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import lz4.block
from google_crc32c import value as crc32c

BATCH_MAGIC = b"BTCH"
BATCH_HEADER_BYTES = 72
BATCH_ALIGNMENT = 8
COUNT_MAX = 65_536
COLUMNS_BYTES_MAX = 16 << 20
BODIES_BYTES_MAX = 64 << 20
LARGEST_BATCH_BYTES = BATCH_HEADER_BYTES + COLUMNS_BYTES_MAX + BODIES_BYTES_MAX
_COMPRESSED = 1
_HEADER = struct.Struct("<4sBBHIIQq8sIIIIIIII")


class BatchError(ValueError):
    """A batch whose CRCs hold and that breaks a rule all the same: no crash leaves such a one."""


class TornError(ValueError):
    """Bytes that a CRC or their length shows not to be a whole batch."""


@dataclass(frozen=True, slots=True)
class BatchHeader:
    """A batch header whose CRC held. Lengths are within the format's bounds."""

    compressed: bool
    epoch: int
    count: int
    first: int
    base_time: int
    nonce_start: bytes
    nonce_number: int
    stored_length: int
    raw_length: int
    bodies_length: int
    link: int
    payload_crc: int

    @property
    def payload_length(self) -> int:
        """Stored columns and bodies."""
        return self.stored_length + self.bodies_length

    @property
    def total_length(self) -> int:
        """Header, payload and the zeros up to the next multiple of 8."""
        end = BATCH_HEADER_BYTES + self.payload_length
        return end + -end % BATCH_ALIGNMENT


def header_crc_holds(data: bytes) -> bool:
    """Whether `data` begins with a batch header whose CRC holds, whatever its fields say."""
    return (
        len(data) >= BATCH_HEADER_BYTES
        and data[:4] == BATCH_MAGIC
        and crc32c(data[:68]) == int.from_bytes(data[68:72], "little")
    )


def parse_header(data: bytes) -> BatchHeader:
    """Reads a batch header; the CRC is looked at before any field is believed.

    Raises `TornError` where the bytes are no header, `BatchError` where a header whose CRC holds
    is out of bounds.
    """
    if len(data) < BATCH_HEADER_BYTES:
        raise TornError(f"only {len(data)} bytes are left for a batch header")
    if data[:4] != BATCH_MAGIC:
        raise TornError("it does not begin with BTCH")
    if not header_crc_holds(data):
        raise TornError("its header CRC differs")
    problem, header = _fields(data)
    if problem is not None:
        raise BatchError(problem)
    return header


def _fields(data: bytes) -> tuple[str | None, BatchHeader]:
    (
        _,
        version,
        flags,
        zeros,
        epoch,
        count,
        first,
        base_time,
        nonce_start,
        nonce_number,
        stored,
        raw,
        bodies,
        link,
        payload_crc,
        more_zeros,
        _,
    ) = _HEADER.unpack(data)
    compressed = bool(flags & _COMPRESSED)
    header = BatchHeader(
        compressed,
        epoch,
        count,
        first,
        base_time,
        nonce_start,
        nonce_number,
        stored,
        raw,
        bodies,
        link,
        payload_crc,
    )
    problem = None
    if version != 1:
        problem = f"its format version is {version}, not 1"
    elif flags & ~_COMPRESSED:
        problem = f"its flags are {flags:#x}, not 0 or 1"
    elif zeros or more_zeros:
        problem = "its header has bytes that are not zero where zeros belong"
    elif epoch == 0:
        problem = "its writer epoch is 0"
    elif not 1 <= count <= COUNT_MAX:
        problem = f"its count is {count}, not 1 to {COUNT_MAX}"
    elif first + count > 1 << 64:
        problem = "its positions go beyond 64 bits"
    elif raw > COLUMNS_BYTES_MAX:
        problem = f"its columns are {raw} bytes long, more than {COLUMNS_BYTES_MAX}"
    elif bodies > BODIES_BYTES_MAX:
        problem = f"its bodies are {bodies} bytes long, more than {BODIES_BYTES_MAX}"
    elif not compressed and stored != raw:
        problem = f"its columns are plain, yet {stored} bytes stored and {raw} raw"
    return problem, header


def raw_columns(header: BatchHeader, stored: bytes) -> bytes:
    """The columns as they were before compression, of exactly the stated length."""
    if not header.compressed:
        return stored
    try:
        raw = lz4.block.decompress(stored, uncompressed_size=header.raw_length)
    except (lz4.block.LZ4BlockError, ValueError, MemoryError):
        raise BatchError("the columns are not an LZ4 block of the stated raw length") from None
    if len(raw) != header.raw_length:
        raise BatchError(f"the columns decompress to {len(raw)} bytes, not {header.raw_length}")
    return bytes(raw)
