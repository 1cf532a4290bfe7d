"""Envelopes and leaves (section 5)."""

from __future__ import annotations

import struct
from hashlib import sha256

from verify_log.batch import BatchHeader
from verify_log.columns import Columns

ENVELOPE_BYTES = 96
# The leaf's zero byte stands in front, so that one packing serves the leaf hash as well.
_LEAF_INPUT = struct.Struct("<B4sHBBQQIIq16sII32s")
_NUMBER = struct.Struct("<I")


def leaf_inputs(header: BatchHeader, columns: Columns, bodies: bytes) -> list[bytes]:
    """For each event the byte 0 and its 96-byte envelope: what the leaf is the hash of."""
    hashed = sha256
    number = _NUMBER.pack
    pack = _LEAF_INPUT.pack
    nonce_start = header.nonce_start
    nonce_number = header.nonce_number
    ids = columns.ids
    position = header.first
    inputs: list[bytes] = []
    append = inputs.append
    body_at = 0
    rows = zip(
        columns.types,
        columns.keys,
        columns.codecs,
        columns.records,
        columns.revisions,
        columns.times,
        columns.plain_lengths,
        columns.stored_lengths,
        strict=True,
    )
    for i, (kind, key, codec, record, revision, time, plain, stored) in enumerate(rows):
        body_end = body_at + stored
        digest = hashed(nonce_start + number(nonce_number ^ i) + bodies[body_at:body_end]).digest()
        body_at = body_end
        append(
            pack(
                0,
                b"CEV1",
                kind,
                codec,
                0,
                position + i,
                record,
                revision,
                key,
                time,
                ids[16 * i : 16 * i + 16],
                plain,
                stored,
                digest,
            )
        )
    return inputs


def leaf_hashes(inputs: list[bytes]) -> bytes:
    """The leaf hashes, one after the other."""
    hashed = sha256
    return b"".join([hashed(data).digest() for data in inputs])
