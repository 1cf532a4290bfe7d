"""`--evidence`: checks a package that `carnet audit --evidence` made, without the log."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from verify_log.check_proof import check_proof
from verify_log.envelope import ENVELOPE_BYTES
from verify_log.merkle import HASH_BYTES
from verify_log.notes import Checkpoint, NoteError, VerifierKey, open_checkpoint, parse_vkey
from verify_log.proofs import (
    ProofError,
    consistency_holds,
    decode_base64,
    parse_tlog_proof,
)

FORMAT = "carnet-evidence/1"
MANIFEST = "manifest.json"
ENTRIES_MAX = 65_000
BYTES_MAX = 2 << 30
_NEEDED = (
    "checkpoint.txt",
    "key.txt",
    "rows.csv",
    "rows.json",
    "events.ndjson",
    "envelopes.ndjson",
)
# Where the parts of an envelope stand (docs/log-format.md section 5).
_RECORD, _REVISION, _TIME, _ID, _DIGEST = 16, 24, 32, 40, 64


@dataclass(slots=True)
class EvidenceVerdict:
    """What the package shows, or what is wrong with it."""

    problems: list[str] = field(default_factory=list)
    question: str = ""
    parameters: list[str] = field(default_factory=list)
    asked_by: str = ""
    rows: int = 0
    events: int = 0
    size: int = 0
    root: str = ""
    manifest: str = ""
    key: str = ""

    def text(self) -> str:
        """Sentences for people."""
        lines = [f"✘ {problem}" for problem in self.problems]
        if not self.problems:
            lines.append("✔ every digest, proof and signature holds")
        lines += [
            f"question     {' '.join([self.question, *self.parameters])}",
            f"asked by     {self.asked_by}",
            f"rows         {self.rows}",
            f"events       {self.events}, each proven",
            f"covers       {self.size} events",
            f"root         {self.root}",
            f"manifest     {self.manifest}",
            f"key          {self.key}",
        ]
        return "\n".join(lines) + "\n"

    def json(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "intact": not self.problems,
            "problems": self.problems,
            "question": self.question,
            "parameters": self.parameters,
            "askedBy": self.asked_by,
            "rows": self.rows,
            "events": self.events,
            "size": self.size,
            "root": self.root,
            "manifest": self.manifest,
            "key": self.key,
        }


class _PackageError(ValueError):
    """Why a package cannot be read any further."""


def check_evidence(
    file: Path, key: VerifierKey | None = None, digest: bytes | None = None
) -> EvidenceVerdict:
    """Checks every digest, envelope, proof and the signed head of a package.

    `key` is the log's public key as the checker was given it; without it the package's own is
    believed. `digest` is what the log says the manifest's digest is.
    """
    verdict = EvidenceVerdict()
    try:
        files = _read(file, verdict)
        manifest = _manifest(files, verdict, digest)
        head = _head(files, manifest, key, verdict)
        if head is not None:
            _events(files, manifest, head[0], verdict)
    except _PackageError as error:
        verdict.problems.append(str(error))
    return verdict


def _read(file: Path, verdict: EvidenceVerdict) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
            names = [entry.filename for entry in entries]
            if len(names) != len(set(names)):
                raise _PackageError("a name stands twice in the package")
            if len(names) > ENTRIES_MAX or sum(entry.file_size for entry in entries) > BYTES_MAX:
                raise _PackageError("the package is larger than packages are")
            if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
                raise _PackageError("an entry is compressed; packages store files as they are")
            files: dict[str, bytes] = {}
            for entry in entries:
                try:
                    files[entry.filename] = package.read(entry)
                except zipfile.BadZipFile:
                    verdict.problems.append(f"{entry.filename}: its checksum in the zip differs")
            return files
    except _PackageError:
        raise
    # What the library throws on a damaged name, offset or length is not always its own error.
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        ValueError,
        EOFError,
    ) as error:
        raise _PackageError(f"not a readable zip: {error}") from None


def _manifest(
    files: dict[str, bytes], verdict: EvidenceVerdict, digest: bytes | None
) -> dict[str, Any]:
    data = files.get(MANIFEST)
    if data is None:
        raise _PackageError(f"there is no {MANIFEST}")
    verdict.manifest = sha256(data).hexdigest()
    if digest is not None and sha256(data).digest() != digest:
        verdict.problems.append(f"{MANIFEST}: its digest is not the one that was given")
    manifest = _json(data, MANIFEST)
    if manifest.get("format") != FORMAT:
        raise _PackageError(f"{MANIFEST}: the format is not {FORMAT}")
    try:
        verdict.question = str(manifest["question"])
        verdict.parameters = [str(word) for word in manifest["parameters"]]
        verdict.asked_by = str(manifest["askedBy"])
        verdict.rows, verdict.size = int(manifest["rows"]), int(manifest["size"])
        verdict.events, verdict.root = int(manifest["events"]), str(manifest["root"])
        listed = {str(entry["name"]): entry for entry in manifest["files"]}
        for name, entry in sorted(listed.items()):
            stated = (int(entry["bytes"]), str(entry["sha256"]))
            content = files.get(name)
            if content is None:
                verdict.problems.append(f"{name}: missing")
            elif (len(content), sha256(content).hexdigest()) != stated:
                verdict.problems.append(f"{name}: not the bytes that the manifest names")
    except (KeyError, TypeError, ValueError) as error:
        raise _PackageError(f"{MANIFEST}: a member is missing or malformed: {error}") from None
    for name in sorted(set(files) - set(listed) - {MANIFEST}):
        verdict.problems.append(f"{name}: the manifest does not name it")
    for name in _NEEDED:
        if name not in files:
            raise _PackageError(f"there is no {name}")
    return manifest


def _head(
    files: dict[str, bytes],
    manifest: dict[str, Any],
    key: VerifierKey | None,
    verdict: EvidenceVerdict,
) -> tuple[VerifierKey, Checkpoint] | None:
    try:
        own = parse_vkey(files["key.txt"].decode("ascii").removesuffix("\n"))
    except (NoteError, UnicodeDecodeError) as error:
        raise _PackageError(f"key.txt: {error}") from None
    verdict.key = own.text
    if key is not None and key.text != own.text:
        verdict.problems.append(f"key.txt: the key is not the one you were given, {key.text}")
    key = key or own
    if manifest.get("origin") != key.name:
        verdict.problems.append(f"{MANIFEST}: the origin is not the key's name")
    try:
        head = open_checkpoint(files["checkpoint.txt"], key)
    except NoteError as error:
        verdict.problems.append(f"checkpoint.txt: {error}")
        return None
    try:
        root = bytes.fromhex(verdict.root)
    except ValueError:
        root = b""
    if len(root) != HASH_BYTES:
        verdict.problems.append(f"{MANIFEST}: the root is not {HASH_BYTES} bytes in hexadecimal")
    elif head.size == verdict.size:
        if head.root != root:
            verdict.problems.append("checkpoint.txt: its root is not the answer's")
    elif not consistency_holds(
        verdict.size, head.size, root, head.root, _hashes(files.get("consistency.txt", b""))
    ):
        verdict.problems.append("consistency.txt: the signed head does not continue the answer's")
    return key, head


def _hashes(data: bytes) -> list[bytes]:
    hashes = [decode_base64(line) for line in data.splitlines()]
    return [value for value in hashes if value is not None and len(value) == HASH_BYTES]


def _events(
    files: dict[str, bytes],
    manifest: dict[str, Any],
    key: VerifierKey,
    verdict: EvidenceVerdict,
) -> None:
    events = files["events.ndjson"].splitlines()
    envelopes = files["envelopes.ndjson"].splitlines()
    if not len(events) == len(envelopes) == verdict.events:
        verdict.problems.append(
            f"{len(events)} events, {len(envelopes)} envelopes, {verdict.events} in the manifest"
        )
    wanted = {"proofs/" + str(_position(line)) + ".tlog-proof" for line in envelopes}
    for name in sorted(name for name in files if name.startswith("proofs/")):
        if name not in wanted:
            verdict.problems.append(f"{name}: of no event")
    for event_line, envelope_line in zip(events, envelopes, strict=False):
        problem = _event(event_line, envelope_line, files, key)
        if problem is not None:
            verdict.problems.append(problem)


def _position(line: bytes) -> int:
    position = _json(line, "envelopes.ndjson").get("position")
    return position if isinstance(position, int) else -1


def _event(
    event_line: bytes, envelope_line: bytes, files: dict[str, bytes], key: VerifierKey
) -> str | None:
    """Why this event is not proven; nothing when it is."""
    event = _json(event_line, "events.ndjson")
    stated = _json(envelope_line, "envelopes.ndjson")
    position = stated.get("position")
    name = f"event {position}"
    try:
        envelope = bytes.fromhex(str(stated.get("envelope")))
    except ValueError:
        return f"{name}: the envelope is not hexadecimal"
    if len(envelope) != ENVELOPE_BYTES:
        return f"{name}: the envelope has {len(envelope)} bytes"
    if envelope[_DIGEST:].hex() != stated.get("bodyDigest"):
        return f"{name}: the body's digest is not the envelope's"
    if (event.get("position"), event.get("record"), event.get("revision"), event.get("id")) != (
        int.from_bytes(envelope[8:16], "little"),
        f"r-{int.from_bytes(envelope[_RECORD:_REVISION], 'little'):016x}",
        int.from_bytes(envelope[_REVISION : _REVISION + 4], "little"),
        _uuid(envelope[_ID : _ID + 16]),
    ) or _milliseconds(event.get("time")) != int.from_bytes(
        envelope[_TIME : _TIME + 8], "little", signed=True
    ):
        return f"{name}: the event is not the one that its envelope names"
    proof = files.get(f"proofs/{position}.tlog-proof")
    if proof is None:
        return f"{name}: its proof is missing"
    verdict = check_proof(proof, envelope, key)
    if verdict.problem is not None:
        return f"{name}: {verdict.problem}"
    try:
        if parse_tlog_proof(proof).checkpoint != files["checkpoint.txt"]:
            return f"{name}: its proof is under another head than the package's"
    except ProofError as error:
        return f"{name}: {error}"
    return None


def _uuid(data: bytes) -> str:
    text = data.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _milliseconds(text: object) -> int | None:
    """The moment of `2026-11-23T08:30:00.123Z`, in milliseconds since 1970."""
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def _json(data: bytes, name: str) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise _PackageError(f"{name}: not JSON") from None
    if not isinstance(value, dict):
        raise _PackageError(f"{name}: not a JSON object")
    return value
