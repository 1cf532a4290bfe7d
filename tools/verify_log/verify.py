"""One whole check of a data directory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from verify_log.checkpoints import StoredCheckpoint, compare_roots, read_checkpoints
from verify_log.identity import FILE as IDENTITY_FILE
from verify_log.identity import Identity, read_identity
from verify_log.merkle import TILE_LEAVES, Tree
from verify_log.notes import Checkpoint, NoteError, VerifierKey, open_checkpoint
from verify_log.proofs import consistency_holds, consistency_proof, render_consistency
from verify_log.report import Report, SinceResult
from verify_log.segment import list_segments
from verify_log.walk import LeafSink, Walk
from verify_log.watermark import read_watermark


class NoSuchLogError(FileNotFoundError):
    """The directory holds no log."""


@dataclass(frozen=True, slots=True)
class Since:
    """A checkpoint that the auditor kept: its file's name and bytes."""

    file: str
    data: bytes


def find_log(directory: Path) -> None:
    """Raises `NoSuchLogError` with a sentence when the directory holds no log."""
    if (directory / "log").is_dir():
        return
    if (directory / "identity").is_file():
        raise NoSuchLogError(
            f"{directory} is the log folder itself; give the data directory that holds it"
        )
    raise NoSuchLogError(f"there is no log in {directory}: it has no folder named log")


def verify(
    directory: Path,
    *,
    key: VerifierKey | None = None,
    since: Since | None = None,
    sink: LeafSink | None = None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Checks everything the format states about the log in `directory`.

    `key` is the key an auditor trusts; the log's own must then be the same. `sink` gets every
    event's leaf input and leaf hash as long as the log can be read without a gap. The mark and
    the checkpoints are read before the segments, so that a writer at work is no finding.
    """
    find_log(directory)
    report = Report()
    identity = read_identity(directory, report)
    if identity is not None:
        report.origin = identity.origin
        report.log_id = identity.log_id
        report.key = identity.key.text
    _compare_keys(identity, key, report)
    watermark = read_watermark(directory, report)
    checkpoints = read_checkpoints(directory, identity, report)
    old = _open_since(since, key or (identity.key if identity else None), report)

    sizes = [stored.checkpoint.size for stored in checkpoints]
    tiles: list[int] = []
    if old is not None:
        sizes.append(old.size)
        tiles.append(old.size // TILE_LEAVES)
        tiles.extend(stored.checkpoint.size // TILE_LEAVES for stored in checkpoints[-1:])
    tree = Tree(sizes, tiles)
    walk = Walk(report, identity.log_id if identity else None, watermark, tree, sink, progress)
    walk.run(list_segments(directory, report))

    report.size = tree.size
    report.root = tree.root()
    compare_roots(checkpoints, tree.roots, tree.size, walk.lost, report)
    if since is not None and old is not None:
        _compare_since(since.file, old, tree, checkpoints, report)
    return report


def _compare_keys(identity: Identity | None, key: VerifierKey | None, report: Report) -> None:
    if identity is not None and key is not None and identity.key.text != key.text:
        report.find(
            "key",
            IDENTITY_FILE,
            f"the log's key is {identity.key.text}",
            expected=f"the trusted key {key.text}",
        )


def _open_since(since: Since | None, key: VerifierKey | None, report: Report) -> Checkpoint | None:
    if since is None or key is None:
        return None
    try:
        return open_checkpoint(since.data, key)
    except NoteError as error:
        report.find(
            "since-note", since.file, str(error), expected=f"a checkpoint signed by {key.text}"
        )
        return None


def _compare_since(
    file: str, old: Checkpoint, tree: Tree, checkpoints: list[StoredCheckpoint], report: Report
) -> None:
    if old.size > tree.size:
        report.find(
            "since-beyond",
            file,
            f"the checkpoint was signed for {old.size} events",
            position=tree.size,
            expected=f"at most the {tree.size} that the log holds",
        )
        return
    root = tree.roots[old.size]
    if root != old.root:
        report.find(
            "since-root",
            file,
            position=old.size,
            what=f"the signed root at size {old.size} is {old.root.hex()}",
            expected=root.hex(),
        )
    proof = consistency_proof(old.size, tree.size, tree.range_hash)
    holds = consistency_holds(old.size, tree.size, old.root, tree.root(), proof)
    # From the empty tree everything is consistent; only the root can be wrong then.
    consistent = holds and root == old.root
    if not consistent and root == old.root:
        report.find("since-proof", file, "the consistency proof does not hold", position=old.size)
    report.since = SinceResult(
        old.size, old.root, proof, consistent, _to_last_checkpoint(old.size, tree, checkpoints)
    )


def _to_last_checkpoint(
    old_size: int, tree: Tree, checkpoints: list[StoredCheckpoint]
) -> bytes | None:
    if not checkpoints:
        return None
    last = checkpoints[-1]
    if not old_size <= last.checkpoint.size <= tree.size:
        return None
    hashes = consistency_proof(old_size, last.checkpoint.size, tree.range_hash)
    return render_consistency(old_size, hashes, last.note)
