"""Files beside the report: roots at every size, leaf entries in hexadecimal."""

from __future__ import annotations

from collections.abc import Collection
from typing import TextIO

from verify_log.merkle import HASH_BYTES, Peaks


class RootsWriter:
    """Writes `size root` lines, for every size from 0 or for the listed ones."""

    def __init__(self, file: TextIO, sizes: Collection[int] | None) -> None:
        self._file = file
        self._sizes = frozenset(sizes) if sizes is not None else None
        self._peaks = Peaks()
        self._write()

    def take(self, inputs: list[bytes], hashes: bytes) -> None:
        """Adds the leaves of a batch."""
        for at in range(0, len(hashes), HASH_BYTES):
            self._peaks.append(hashes[at : at + HASH_BYTES])
            self._write()

    def _write(self) -> None:
        size = self._peaks.size
        if self._sizes is None or size in self._sizes:
            self._file.write(f"{size} {self._peaks.root().hex()}\n")


class LeavesWriter:
    """Writes the 96-byte envelope of each event in hexadecimal, one a line."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def take(self, inputs: list[bytes], hashes: bytes) -> None:
        """Writes the envelopes of a batch."""
        self._file.writelines([f"{data[1:].hex()}\n" for data in inputs])
