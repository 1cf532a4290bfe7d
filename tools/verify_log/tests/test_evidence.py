"""Evidence packages: one that the product made holds, and every change of it is named."""

import io
import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from verify_log.evidence import check_evidence
from verify_log.main import main

PACKAGE = Path(__file__).parents[3] / "Snapshots/Samples/evidence/who.zip"
Files = dict[str, bytes]


def files_of(package: Path) -> Files:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(path: Path, files: Files) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def relisted(files: Files) -> Files:
    """The files with a manifest that names them as they are: what a forger would write."""
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = [
        {"name": name, "bytes": len(data), "sha256": sha256(data).hexdigest()}
        for name, data in files.items()
        if name != "manifest.json"
    ]
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def test_a_package_of_the_product_holds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--evidence", str(PACKAGE)]) == 0
    out = capsys.readouterr().out
    assert "every digest, proof and signature holds" in out
    assert "question     who" in out


def test_the_report_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "--evidence", str(PACKAGE)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["intact"] is True
    assert report["events"] > 5
    digest = sha256(files_of(PACKAGE)["manifest.json"]).hexdigest()
    assert report["manifest"] == digest
    assert main(["--evidence", str(PACKAGE), "--digest", digest]) == 0
    assert main(["--evidence", str(PACKAGE), "--digest", "00" * 32]) == 1


def test_files_as_they_are_give_the_same_verdict(tmp_path: Path) -> None:
    assert check_evidence(write(tmp_path / "same.zip", files_of(PACKAGE))).problems == []


@pytest.mark.parametrize("name", sorted(set(files_of(PACKAGE)) - {"manifest.json"}))
def test_a_changed_file_is_named(name: str, tmp_path: Path) -> None:
    files = files_of(PACKAGE)
    files[name] = files[name] + b" "
    verdict = check_evidence(write(tmp_path / "changed.zip", files))
    assert any(problem.startswith(f"{name}:") for problem in verdict.problems)


@pytest.mark.parametrize("name", sorted(files_of(PACKAGE)))
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    files = files_of(PACKAGE)
    del files[name]
    verdict = check_evidence(write(tmp_path / "less.zip", files))
    assert any(name in problem for problem in verdict.problems)


def test_a_file_that_the_manifest_does_not_name(tmp_path: Path) -> None:
    files = {**files_of(PACKAGE), "more.txt": b"more"}
    verdict = check_evidence(write(tmp_path / "more.zip", files))
    assert verdict.problems == ["more.txt: the manifest does not name it"]


def _first_line(files: Files, name: str) -> dict[str, object]:
    line: dict[str, object] = json.loads(files[name].splitlines()[0])
    return line


def _with_first_line(files: Files, name: str, line: dict[str, object]) -> Files:
    rest = files[name].splitlines()[1:]
    return {**files, name: b"\n".join([json.dumps(line).encode(), *rest]) + b"\n"}


def another_revision(files: Files) -> Files:
    line = _first_line(files, "events.ndjson")
    return _with_first_line(files, "events.ndjson", {**line, "revision": 9})


def another_time(files: Files) -> Files:
    line = _first_line(files, "events.ndjson")
    return _with_first_line(files, "events.ndjson", {**line, "time": "2020-01-01T00:00:00.000Z"})


def another_envelope(files: Files) -> Files:
    line = _first_line(files, "envelopes.ndjson")
    envelope = bytearray.fromhex(str(line["envelope"]))
    envelope[-1] ^= 1
    changed = {**line, "envelope": envelope.hex(), "bodyDigest": envelope[64:].hex()}
    return _with_first_line(files, "envelopes.ndjson", changed)


def another_root(files: Files) -> Files:
    manifest = json.loads(files["manifest.json"])
    return {**files, "manifest.json": json.dumps({**manifest, "root": "00" * 32}).encode()}


def another_size(files: Files) -> Files:
    manifest = json.loads(files["manifest.json"])
    return {**files, "manifest.json": json.dumps({**manifest, "size": 5}).encode()}


def another_signature(files: Files) -> Files:
    note = files["checkpoint.txt"].decode()
    place = len(note) - 10
    other = "A" if note[place] != "A" else "B"
    return {**files, "checkpoint.txt": (note[:place] + other + note[place + 1 :]).encode()}


def another_head(files: Files) -> Files:
    return {**files, "checkpoint.txt": files["checkpoint.txt"].replace(b"\n68\n", b"\n69\n")}


def a_proof_of_another_event(files: Files) -> Files:
    names = sorted(name for name in files if name.startswith("proofs/"))
    return {**files, names[0]: files[names[1]]}


def an_event_left_out(files: Files) -> Files:
    return {**files, "events.ndjson": files["events.ndjson"].split(b"\n", 1)[1]}


@pytest.mark.parametrize(
    "forge",
    [
        another_revision,
        another_time,
        another_envelope,
        another_root,
        another_size,
        another_signature,
        another_head,
        a_proof_of_another_event,
        an_event_left_out,
    ],
)
def test_a_forger_who_also_rewrites_the_manifest_is_found(
    forge: Callable[[Files], Files], tmp_path: Path
) -> None:
    forged = relisted(forge(files_of(PACKAGE)))
    assert check_evidence(write(tmp_path / "forged.zip", forged)).problems != []


def test_another_key_than_the_one_given(tmp_path: Path) -> None:
    other = "carnet.example/log1+477e444d+ASfyQrJqng7t+RQO+IuBYntP2+mOtn/lgA1ac/Pf0qCV"
    assert main(["--evidence", str(PACKAGE), "--key", other]) == 1


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all", PACKAGE.read_bytes()[:4000]])
def test_what_is_no_package(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.zip"
    path.write_bytes(data)
    assert main(["--evidence", str(path)]) == 1


def test_no_such_file(tmp_path: Path) -> None:
    assert main(["--evidence", str(tmp_path / "none.zip")]) == 4


def test_a_package_goes_without_a_log(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--evidence", str(PACKAGE), str(tmp_path)])
    assert stop.value.code == 2


@example(311)
@given(st.integers(0, PACKAGE.stat().st_size * 8 - 1))
def test_a_flipped_bit_is_never_silent(bit: int) -> None:
    data = bytearray(PACKAGE.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    verdict = check_evidence(io.BytesIO(bytes(data)))  # type: ignore[arg-type]
    if not verdict.problems:
        # Only what no reader looks at may change: dates, versions, attributes of the zip itself.
        with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == files_of(PACKAGE)
