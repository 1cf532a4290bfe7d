"""Inclusion and consistency proofs: made as RFC 6962 defines them, checked as RFC 9162 says.

Making and checking are separate on purpose: the one follows the recursive definitions, the other
the iterative algorithms of RFC 9162 sections 2.1.3.2 and 2.1.4.2.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass

from verify_log.merkle import HASH_BYTES, largest_power_below, node_hash

RangeHash = Callable[[int, int], bytes]
TLOG_PROOF_HEADER = "c2sp.org/tlog-proof@v1"
PROOF_HASHES_MAX = 63


class ProofError(ValueError):
    """A proof file that is not in its form."""


def inclusion_proof(index: int, size: int, range_hash: RangeHash) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size` leaves (RFC 6962 section 2.1.1)."""

    def path(start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        split = start + largest_power_below(end - start)
        if index < split:
            return [*path(start, split), range_hash(split, end)]
        return [*path(split, end), range_hash(start, split)]

    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    return path(0, size)


def consistency_proof(old: int, new: int, range_hash: RangeHash) -> list[bytes]:
    """The proof that the tree of `old` leaves begins that of `new` (RFC 6962 section 2.1.2)."""

    def subproof(start: int, end: int, whole: bool) -> list[bytes]:
        if end == old:
            return [] if whole else [range_hash(start, end)]
        split = start + largest_power_below(end - start)
        if old <= split:
            return [*subproof(start, split, whole), range_hash(split, end)]
        return [*subproof(split, end, False), range_hash(start, split)]

    if not 0 <= old <= new:
        raise ValueError(f"a tree of {old} leaves cannot begin one of {new}")
    return [] if old == 0 else subproof(0, new, True)


def inclusion_holds(index: int, size: int, leaf: bytes, proof: list[bytes], root: bytes) -> bool:
    """Whether `leaf` stands at `index` under `root` (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = node_hash(sibling, node)
            while at & 1 == 0 and at != 0:
                at >>= 1
                last >>= 1
        else:
            node = node_hash(node, sibling)
        at >>= 1
        last >>= 1
    return last == 0 and node == root


def consistency_holds(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: list[bytes]
) -> bool:
    """Whether the tree under `new_root` continues that under `old_root` (RFC 9162 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof
    if not proof:
        return False
    path = [old_root, *proof] if old & (old - 1) == 0 else proof
    at, last = old - 1, new - 1
    while at & 1:
        at >>= 1
        last >>= 1
    old_node = new_node = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old_node = node_hash(sibling, old_node)
            new_node = node_hash(sibling, new_node)
            while at & 1 == 0 and at != 0:
                at >>= 1
                last >>= 1
        else:
            new_node = node_hash(new_node, sibling)
        at >>= 1
        last >>= 1
    return last == 0 and old_node == old_root and new_node == new_root


@dataclass(frozen=True, slots=True)
class TlogProof:
    """A C2SP `.tlog-proof` file, taken apart but not yet checked."""

    index: int
    hashes: list[bytes]
    checkpoint: bytes
    extra: bytes | None = None

    def render(self) -> bytes:
        """The file's bytes."""
        lines = [TLOG_PROOF_HEADER]
        if self.extra is not None:
            lines.append(f"extra {base64.b64encode(self.extra).decode()}")
        lines.append(f"index {self.index}")
        lines.extend(base64.b64encode(node).decode() for node in self.hashes)
        return ("\n".join(lines) + "\n\n").encode() + self.checkpoint


def render_consistency(old: int, hashes: list[bytes], checkpoint: bytes) -> bytes:
    """A consistency proof in the form of a C2SP add-checkpoint request, which witnesses take."""
    lines = [f"old {old}", *(base64.b64encode(node).decode() for node in hashes)]
    return ("\n".join(lines) + "\n\n").encode() + checkpoint


def parse_tlog_proof(data: bytes) -> TlogProof:
    """Reads a `.tlog-proof`; raises `ProofError` with a sentence where it is not one."""
    head, separator, checkpoint = data.partition(b"\n\n")
    if not separator:
        raise ProofError("there is no empty line before the checkpoint")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise ProofError("the lines before the checkpoint are not ASCII") from None
    if lines[0] != TLOG_PROOF_HEADER:
        raise ProofError(f"the first line is not {TLOG_PROOF_HEADER}")
    rest = lines[1:]
    extra = None
    if rest and rest[0].startswith("extra "):
        extra = _base64(rest[0].removeprefix("extra "))
        rest = rest[1:]
    if not rest or not rest[0].startswith("index "):
        raise ProofError("the line with the index is missing")
    index = parse_decimal(rest[0].removeprefix("index "))
    if index is None:
        raise ProofError("the index is not a decimal number without leading zeros")
    if len(rest) - 1 > PROOF_HASHES_MAX:
        raise ProofError(f"there are more than {PROOF_HASHES_MAX} hashes")
    hashes = [_base64(line) for line in rest[1:]]
    if any(len(node) != HASH_BYTES for node in hashes):
        raise ProofError(f"a hash is not {HASH_BYTES} bytes")
    return TlogProof(index, hashes, checkpoint, extra)


def parse_decimal(text: str) -> int | None:
    """A decimal number below 2^64 without leading zeros, or nothing."""
    if not (text.isascii() and text.isdigit()) or len(text) > 20:
        return None
    value = int(text)
    return value if str(value) == text and value < 1 << 64 else None


def _base64(text: str) -> bytes:
    value = decode_base64(text)
    if value is None:
        raise ProofError("a line is not padded standard base64")
    return value


def decode_base64(text: str | bytes) -> bytes | None:
    """Standard padded base64 in its only spelling, or nothing."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    encoded = text.encode() if isinstance(text, str) else text
    return value if base64.b64encode(value) == encoded else None
