"""Rules about bodies that hold without a key (sections 4 and 6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import lz4.block

from verify_log.columns import Columns

TAG_BYTES = 16
LOG_TYPES_END = 16
TAIL_TRUNCATED = 1
TAIL_TRUNCATED_BYTES = 28
_DECOMPRESSED_MAX = 64 << 20


@dataclass(frozen=True, slots=True)
class BodyProblem:
    """What is wrong with the body of one event of a batch."""

    event: int
    rule: str
    what: str
    expected: str
    only_notice: bool = False


def check_bodies(columns: Columns, bodies: bytes) -> Iterator[BodyProblem]:
    """Compares types, kinds, codecs and lengths; decompresses bodies that lie open."""
    body_at = 0
    rows = zip(
        columns.types,
        columns.keys,
        columns.codecs,
        columns.plain_lengths,
        columns.stored_lengths,
        strict=True,
    )
    for event, (number, key, codec, plain, stored) in enumerate(rows):
        kind = key & 3
        if codec == 0 and stored != plain + (TAG_BYTES if kind else 0):
            tag = ", and 16 for the tag" if kind else ""
            yield BodyProblem(
                event,
                "body-length",
                f"the stored length is {stored}",
                f"the plain length {plain}{tag}, as nothing is compressed",
            )
        elif kind and stored < TAG_BYTES:
            yield BodyProblem(
                event,
                "body-length",
                f"a sealed body of {stored} bytes",
                f"at least the tag of {TAG_BYTES}",
            )
        elif codec == 1 and kind == 0:
            problem = _check_lz4(event, bodies[body_at : body_at + stored], plain)
            if problem is not None:
                yield problem
        if number < LOG_TYPES_END:
            if kind or codec:
                yield BodyProblem(
                    event,
                    "log-event-sealed",
                    f"an event of type {number} has kind {kind} and codec {codec}",
                    "kind 0 and codec 0 for the log's own events",
                )
            elif number == TAIL_TRUNCATED and stored != TAIL_TRUNCATED_BYTES:
                yield BodyProblem(
                    event,
                    "tail-truncated-body",
                    f"a TailTruncated body of {stored} bytes",
                    f"{TAIL_TRUNCATED_BYTES}",
                )
        body_at += stored


def _check_lz4(event: int, stored: bytes, plain: int) -> BodyProblem | None:
    if plain > _DECOMPRESSED_MAX:
        return BodyProblem(
            event,
            "body-not-decompressed",
            f"a body of {plain} bytes was not decompressed",
            f"at most {_DECOMPRESSED_MAX}",
            only_notice=True,
        )
    try:
        length = len(lz4.block.decompress(stored, uncompressed_size=plain))
    except (lz4.block.LZ4BlockError, ValueError, MemoryError):
        length = -1
    if length != plain:
        return BodyProblem(
            event,
            "body-codec",
            "the body does not decompress to its plain length",
            f"an LZ4 block of {plain} bytes",
        )
    return None
