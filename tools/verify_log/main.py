"""The command line. Exit: 0 clean, 1 findings, 2 wrong usage, 4 no such log or file."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from verify_log.check_proof import ProofVerdict, check_proof, entries_from_log
from verify_log.evidence import check_evidence
from verify_log.notes import NoteError, VerifierKey, parse_vkey
from verify_log.outputs import LeavesWriter, RootsWriter
from verify_log.proofs import ProofError, parse_decimal, parse_tlog_proof
from verify_log.verify import NoSuchLogError, Since, find_log, verify
from verify_log.walk import LeafSink

EXIT_CLEAN, EXIT_FINDINGS, EXIT_USAGE, EXIT_MISSING = 0, 1, 2, 4
_PROGRESS_SECONDS = 1.0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="verify-log",
        description="Checks a Carnet log from its bytes, by the published format alone.",
        epilog="Example: verify-log --since kept.note /srv/carnet-data",
    )
    parser.add_argument(
        "directory",
        metavar="DIR",
        nargs="?",
        type=Path,
        help="the data directory, which holds the folder log",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--strict", action="store_true", help="let notices count as findings")
    parser.add_argument(
        "--key",
        metavar="VKEY",
        type=_vkey,
        help="the public key you trust; without it the log's own is believed",
    )
    parser.add_argument(
        "--since",
        metavar="NOTEFILE",
        type=Path,
        help="a checkpoint you kept: prove that this log continues it",
    )
    parser.add_argument(
        "--consistency",
        metavar="FILE",
        type=Path,
        help="with --since: write the proof up to the log's last checkpoint, in "
        "the form of a C2SP add-checkpoint request",
    )
    parser.add_argument(
        "--roots", metavar="FILE", type=Path, help="write a line 'size root' for every size"
    )
    parser.add_argument(
        "--sizes", metavar="N,N,...", type=_sizes, help="with --roots: only these sizes"
    )
    parser.add_argument(
        "--leaves",
        action="store_true",
        help="print each event's envelope in hexadecimal; the report goes to stderr",
    )
    parser.add_argument(
        "--proof",
        metavar="FILE.tlog-proof",
        type=Path,
        nargs="+",
        help="check proofs of inclusion instead of a log",
    )
    parser.add_argument(
        "--entry",
        metavar="HEX",
        type=_hexadecimal,
        help="with --proof: the envelope it is about (needs --key)",
    )
    parser.add_argument(
        "--dir",
        metavar="DIR",
        type=Path,
        dest="proof_directory",
        help="with --proof: take the envelope from this data directory",
    )
    parser.add_argument(
        "--evidence",
        metavar="FILE.zip",
        type=Path,
        help="check a package that `carnet audit --evidence` made, instead of a log",
    )
    parser.add_argument(
        "--digest",
        metavar="HEX",
        type=_hexadecimal,
        help="with --evidence: the manifest's SHA-256, as the log's AuditAsked event states it",
    )
    return parser


def _vkey(text: str) -> VerifierKey:
    try:
        return parse_vkey(text)
    except NoteError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _sizes(text: str) -> list[int]:
    numbers = [parse_decimal(part) for part in text.split(",")]
    if None in numbers:
        raise argparse.ArgumentTypeError("sizes are decimal numbers with commas between")
    return [number for number in numbers if number is not None]


def _hexadecimal(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise argparse.ArgumentTypeError("not hexadecimal") from None


def main(arguments: list[str]) -> int:
    """Runs the command and returns its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        if options.evidence is not None:
            return _check_evidence(parser, options)
        if options.digest is not None:
            parser.error("--digest goes with --evidence only")
        if options.proof is not None:
            return _check_proof(parser, options)
        return _check_log(parser, options)
    except BrokenPipeError:
        # The reader of our output went away; point stdout elsewhere so that exiting is quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FINDINGS
    except FileNotFoundError as error:
        sentence = (
            str(error)
            if isinstance(error, NoSuchLogError)
            else (f"there is no file {error.filename}")
        )
        print(f"verify-log: {sentence}", file=sys.stderr)
        return EXIT_MISSING
    except OSError as error:
        print(f"verify-log: {error.filename}: {error.strerror}", file=sys.stderr)
        return EXIT_MISSING


def _check_evidence(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    if options.directory is not None or options.proof is not None:
        parser.error("--evidence goes without a log and without --proof")
    for name in ("entry", "proof_directory", "since", "consistency", "roots", "sizes", "leaves"):
        if getattr(options, name):
            parser.error(f"--{name.replace('proof_directory', 'dir')} does not go with --evidence")
    verdict = check_evidence(options.evidence, options.key, options.digest)
    if options.json:
        print(json.dumps(verdict.json(), indent=2))
    else:
        sys.stdout.write(verdict.text())
    return EXIT_FINDINGS if verdict.problems else EXIT_CLEAN


def _check_proof(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    if options.directory is not None:
        parser.error("with --proof, the data directory is given with --dir")
    if (options.proof_directory is None) == (options.entry is None):
        parser.error("--proof needs either --entry HEX or --dir DIR")
    if options.entry is not None and options.key is None:
        parser.error("--entry needs --key, as there is no log to take the key from")
    if options.entry is not None and len(options.proof) > 1:
        parser.error("--entry goes with one proof")
    for name in ("since", "consistency", "roots", "sizes", "leaves"):
        if getattr(options, name):
            parser.error(f"--{name} does not go with --proof")
    verdicts = _proof_verdicts(options)
    for file, verdict in zip(options.proof, verdicts, strict=True):
        if options.json:
            print(json.dumps({"file": str(file), **verdict.json()}))
        else:
            print(f"{file}: {verdict.line()}")
    return EXIT_FINDINGS if any(verdict.problem for verdict in verdicts) else EXIT_CLEAN


def _proof_verdicts(options: argparse.Namespace) -> list[ProofVerdict]:
    files = [file.read_bytes() for file in options.proof]
    if options.entry is not None:
        return [check_proof(files[0], options.entry, options.key)]
    indexes: list[int | None] = []
    for data in files:
        try:
            indexes.append(parse_tlog_proof(data).index)
        except ProofError:
            indexes.append(None)
    entries, own_key = entries_from_log(
        options.proof_directory, [index for index in indexes if index is not None]
    )
    key = options.key or own_key
    if key is None:
        return [ProofVerdict("the log's key cannot be read; give one with --key")] * len(files)
    return [
        ProofVerdict(f"the log has no readable event at position {index}")
        if index is not None and index not in entries
        else check_proof(data, entries.get(index or 0, b""), key)
        for data, index in zip(files, indexes, strict=True)
    ]


def _check_log(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    if options.directory is None:
        parser.error("the data directory is missing")
    if options.entry is not None or options.proof_directory is not None:
        parser.error("--entry and --dir go with --proof only")
    if options.sizes is not None and options.roots is None:
        parser.error("--sizes goes with --roots only")
    if options.consistency is not None and options.since is None:
        parser.error("--consistency goes with --since only")
    find_log(options.directory)
    since = None
    if options.since is not None:
        since = Since(str(options.since), options.since.read_bytes())
    with ExitStack() as stack:
        takers: list[LeafSink] = []
        if options.roots is not None:
            file = stack.enter_context(options.roots.open("w", encoding="ascii"))
            takers.append(RootsWriter(file, options.sizes).take)
        if options.leaves:
            takers.append(LeavesWriter(sys.stdout).take)
        report = verify(
            options.directory,
            key=options.key,
            since=since,
            sink=_all(takers),
            progress=_Progress() if sys.stderr.isatty() else None,
        )
    if options.consistency is not None and report.since and report.since.to_last_checkpoint:
        options.consistency.write_bytes(report.since.to_last_checkpoint)
    sys.stdout.flush()
    text = json.dumps(report.json(), indent=2) + "\n" if options.json else report.text()
    (sys.stderr if options.leaves else sys.stdout).write(text)
    found = bool(report.findings) or (options.strict and bool(report.notices))
    return EXIT_FINDINGS if found else EXIT_CLEAN


def _all(takers: list[LeafSink]) -> LeafSink | None:
    if not takers:
        return None

    def take(inputs: list[bytes], hashes: bytes) -> None:
        for taker in takers:
            taker(inputs, hashes)

    return take


class _Progress:
    """Tells on a terminal how many events were read, about once a second."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _PROGRESS_SECONDS

    def __call__(self, events: int) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _PROGRESS_SECONDS
            sys.stderr.write(f"\r{events} events read\r")
            sys.stderr.flush()
