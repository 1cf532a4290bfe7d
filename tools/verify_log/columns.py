"""The ten columns of a batch (section 4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import accumulate

_VARINT_BITS_MAX = 64
_UINT32_END = 1 << 32
_TIME_END = 1 << 63


class ColumnError(ValueError):
    """Columns that cannot be read. `event` is the event's number in the batch, if it is known."""

    def __init__(self, column: str, what: str, expected: str, event: int | None = None) -> None:
        super().__init__(f"column {column}: {what}")
        self.column = column
        self.expected = expected
        self.event = event


@dataclass(frozen=True, slots=True)
class Columns:
    """The values of a batch, one list a column, within the ranges that an envelope can hold."""

    types: list[int]
    keys: list[int]
    codecs: bytes
    records: tuple[int, ...]
    revisions: list[int]
    times: list[int]
    ids: bytes
    plain_lengths: list[int]
    stored_lengths: list[int]
    previous: list[int]


def read_varints(raw: bytes, offset: int, count: int, column: str) -> tuple[list[int], int]:
    """Reads `count` varints in their shortest form; returns them and the offset after them."""
    head = raw[offset : offset + count]
    if len(head) == count and head.isascii():
        return list(head), offset + count
    values: list[int] = []
    append = values.append
    at = offset
    try:
        for _ in range(count):
            byte = raw[at]
            at += 1
            if byte < 128:
                append(byte)
                continue
            value = byte & 127
            shift = 7
            while True:
                byte = raw[at]
                at += 1
                value |= (byte & 127) << shift
                if byte < 128:
                    break
                shift += 7
                if shift >= _VARINT_BITS_MAX:
                    raise ColumnError(
                        column, "a varint is longer than 10 bytes", "at most 10 bytes", len(values)
                    )
            if byte == 0:
                raise ColumnError(
                    column,
                    "a varint is not in its shortest form",
                    "no last byte of zero",
                    len(values),
                )
            if value >> _VARINT_BITS_MAX:
                raise ColumnError(
                    column, "a varint does not fit 64 bits", "below 2^64", len(values)
                )
            append(value)
    except IndexError:
        raise ColumnError(column, "the columns end in it", f"{count} values", len(values)) from None
    return values, at


def _take(raw: bytes, offset: int, length: int, column: str) -> bytes:
    piece = raw[offset : offset + length]
    if len(piece) != length:
        raise ColumnError(column, "the columns end in it", f"{length} bytes")
    return piece


def _bounded(values: list[int], low: int, end: int, column: str, expected: str) -> None:
    if min(values) < low or max(values) >= end:
        event = next(i for i, value in enumerate(values) if not low <= value < end)
        raise ColumnError(column, f"a value is {values[event]}", expected, event)


def read_columns(raw: bytes, count: int, base_time: int, bodies_length: int) -> Columns:
    """Takes the raw columns apart; raises `ColumnError` at the first value that is not legal."""
    types, at = read_varints(raw, 0, count, "type")
    _bounded(types, 1, 65_536, "type", "1 to 65535")
    keys, at = read_varints(raw, at, count, "key")
    _bounded(keys, 0, _UINT32_END, "key", "below 2^32")
    for event, key in enumerate(keys):
        if key & 3 == 3:
            raise ColumnError("key", "the kind is 3", "0, 1 or 2", event)
    codecs = _take(raw, at, count, "codec")
    at += count
    records = struct.unpack(f"<{count}Q", _take(raw, at, 8 * count, "record"))
    at += 8 * count
    revisions, at = read_varints(raw, at, count, "revision")
    _bounded(revisions, 0, _UINT32_END, "revision", "below 2^32")
    deltas, at = read_varints(raw, at, count, "time")
    times = list(accumulate(((delta >> 1) ^ -(delta & 1) for delta in deltas), initial=base_time))
    del times[0]
    _bounded(times, -_TIME_END, _TIME_END, "time", "signed 64 bits")
    ids = _take(raw, at, 16 * count, "event id")
    at += 16 * count
    plain, at = read_varints(raw, at, count, "plain length")
    _bounded(plain, 0, _UINT32_END, "plain length", "below 2^32")
    stored, at = read_varints(raw, at, count, "stored length")
    _bounded(stored, 0, _UINT32_END, "stored length", "below 2^32")
    previous, at = read_varints(raw, at, count, "previous")
    if at != len(raw):
        raise ColumnError("previous", f"{len(raw) - at} bytes follow it", "nothing after column 10")
    if sum(stored) != bodies_length:
        raise ColumnError(
            "stored length",
            f"the stored lengths add up to {sum(stored)}",
            f"{bodies_length}, the length of the bodies",
        )
    return Columns(types, keys, codecs, records, revisions, times, ids, plain, stored, previous)
