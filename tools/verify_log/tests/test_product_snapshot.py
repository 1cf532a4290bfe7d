"""The reference logs that Carnet itself wrote."""

from pathlib import Path

import pytest

from verify_log.merkle import HASH_BYTES, Peaks
from verify_log.verify import verify

SNAPSHOTS = Path(__file__).resolve().parents[3] / "Snapshots"


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_the_reference_log_is_clean(version: str) -> None:
    directory = SNAPSHOTS / version / "data"
    peaks = Peaks()

    def take(inputs: list[bytes], hashes: bytes) -> None:
        for at in range(0, len(hashes), HASH_BYTES):
            peaks.append(hashes[at : at + HASH_BYTES])

    report = verify(directory, sink=take)
    assert [finding.line() for finding in report.findings] == []
    assert report.size > 0
    assert report.root == peaks.root()
