"""The Merkle tree of RFC 6962 section 2.1, over SHA-256.

`Tree` takes leaf hashes one batch at a time and keeps only whole subtrees of 256 leaves, so its
memory grows by about a quarter of a byte an event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

HASH_BYTES = 32
TILE_LEVEL = 8
TILE_LEAVES = 1 << TILE_LEVEL
TILE_BYTES = TILE_LEAVES * HASH_BYTES
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry as a leaf."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


def largest_power_below(count: int) -> int:
    """The largest power of two strictly below `count`, which is at least 2."""
    return 1 << ((count - 1).bit_length() - 1)


def subtree_hash(leaves: bytes) -> bytes:
    """The root over concatenated leaf hashes.

    Pairs are joined level by level and an odd last node rises unchanged, which gives the same
    tree as the recursive definition.
    """
    if not leaves:
        return EMPTY_ROOT
    level = leaves
    while len(level) > HASH_BYTES:
        whole = len(level) - len(level) % (2 * HASH_BYTES)
        nodes = [
            sha256(b"\x01" + level[at : at + 2 * HASH_BYTES]).digest()
            for at in range(0, whole, 2 * HASH_BYTES)
        ]
        nodes.append(level[whole:])
        level = b"".join(nodes)
    return level


class Peaks:
    """The roots of the complete subtrees at the left edge: all that appending needs."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Adds one leaf hash."""
        node = leaf
        size = self.size
        while size & 1:
            node = node_hash(self._peaks.pop(), node)
            size >>= 1
        self._peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The root at the present size."""
        if not self._peaks:
            return EMPTY_ROOT
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = node_hash(peak, node)
        return node


def roots_at_every_size(leaves: Iterable[bytes]) -> Iterator[bytes]:
    """The roots at sizes 0, 1, 2, … up to the number of leaf hashes."""
    peaks = Peaks()
    yield peaks.root()
    for leaf in leaves:
        peaks.append(leaf)
        yield peaks.root()


class Tree:
    """A growing tree that answers for any aligned subtree it still knows.

    The leaves of `kept_tiles` (numbers of 256-leaf tiles) and of the last, unfinished tile stay;
    of all other tiles only the root does. `wanted_sizes` are sizes whose roots are noted in
    `roots` as the tree grows through them.
    """

    def __init__(self, wanted_sizes: Iterable[int] = (), kept_tiles: Iterable[int] = ()) -> None:
        self.size = 0
        self.roots: dict[int, bytes] = {}
        self._wanted = sorted(set(wanted_sizes), reverse=True)
        self._kept_tiles = frozenset(kept_tiles)
        self._kept: dict[int, bytes] = {}
        self._last = bytearray()
        self._levels: list[bytearray] = [bytearray()]
        self._note_wanted()

    def extend(self, leaves: bytes) -> None:
        """Adds concatenated leaf hashes."""
        at = 0
        while at < len(leaves):
            take = min(len(leaves) - at, TILE_BYTES - len(self._last))
            if self._wanted:
                take = min(take, (self._wanted[-1] - self.size) * HASH_BYTES)
            self._last += leaves[at : at + take]
            at += take
            self.size += take // HASH_BYTES
            if len(self._last) == TILE_BYTES:
                self._finish_tile()
            self._note_wanted()

    def root(self) -> bytes:
        """The root at the present size."""
        return self.range_hash(0, self.size)

    def range_hash(self, start: int, end: int) -> bytes:
        """The hash of the leaves from `start` to `end`, as RFC 6962 writes MTH(D[start:end]).

        `start` is a multiple of the smallest power of two that is not below the length, as it is
        for every subtree that a proof names. Raises `LookupError` where a tile was not kept.
        """
        count = end - start
        if count == 0:
            return EMPTY_ROOT
        if start // TILE_LEAVES == (end - 1) // TILE_LEAVES:
            return self._hash_within_tile(start, end)
        if count & (count - 1) == 0 and start % count == 0:
            level = count.bit_length() - 1 - TILE_LEVEL
            at = start // count * HASH_BYTES
            node = bytes(self._levels[level][at : at + HASH_BYTES])
            if len(node) != HASH_BYTES:
                raise LookupError(f"the tree of {self.size} leaves has no [{start}, {end})")
            return node
        split = start + largest_power_below(count)
        return node_hash(self.range_hash(start, split), self.range_hash(split, end))

    def _hash_within_tile(self, start: int, end: int) -> bytes:
        tile = start // TILE_LEAVES
        first = tile * TILE_LEAVES
        if end - start == TILE_LEAVES and end <= self.size:
            at = tile * HASH_BYTES
            return bytes(self._levels[0][at : at + HASH_BYTES])
        if tile == self.size // TILE_LEAVES:
            leaves = bytes(self._last)
        elif tile in self._kept:
            leaves = self._kept[tile]
        else:
            raise LookupError(f"the leaves of tile {tile} were not kept")
        if (end - first) * HASH_BYTES > len(leaves):
            raise LookupError(f"the tree of {self.size} leaves has no [{start}, {end})")
        return subtree_hash(leaves[(start - first) * HASH_BYTES : (end - first) * HASH_BYTES])

    def _finish_tile(self) -> None:
        leaves = bytes(self._last)
        tile = self.size // TILE_LEAVES - 1
        if tile in self._kept_tiles:
            self._kept[tile] = leaves
        self._last.clear()
        node = subtree_hash(leaves)
        level = 0
        while True:
            nodes = self._levels[level]
            nodes += node
            if len(nodes) // HASH_BYTES % 2 == 1:
                return
            node = node_hash(bytes(nodes[-2 * HASH_BYTES : -HASH_BYTES]), node)
            level += 1
            if level == len(self._levels):
                self._levels.append(bytearray())

    def _note_wanted(self) -> None:
        while self._wanted and self._wanted[-1] == self.size:
            self.roots[self._wanted.pop()] = self.root()
