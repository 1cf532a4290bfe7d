"""The reference log that Carnet itself wrote for format version 1."""

from pathlib import Path

import pytest

from verify_log.merkle import HASH_BYTES, Peaks
from verify_log.verify import verify

SNAPSHOT = Path(__file__).resolve().parents[3] / "Snapshots" / "v1"


def data_directory() -> Path:
    """The data directory, wherever under `v1` it stands."""
    for candidate in (SNAPSHOT / "data", SNAPSHOT / "log", SNAPSHOT):
        if (candidate / "log" / "identity").is_file():
            return candidate
    pytest.skip(f"there is no reference log in {SNAPSHOT} yet")


def test_the_reference_log_is_clean() -> None:
    directory = data_directory()
    peaks = Peaks()

    def take(inputs: list[bytes], hashes: bytes) -> None:
        for at in range(0, len(hashes), HASH_BYTES):
            peaks.append(hashes[at : at + HASH_BYTES])

    report = verify(directory, sink=take)
    assert [finding.line() for finding in report.findings] == []
    assert report.size > 0
    assert report.root == peaks.root()
