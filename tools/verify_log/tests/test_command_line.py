"""The command: exit status, text and JSON, roots, leaves, proofs."""

import json
import re
from pathlib import Path

import pytest

from verify_log.main import main
from verify_log.merkle import roots_at_every_size
from verify_log.proofs import TlogProof, inclusion_proof
from verify_log.tests.writer import Event, LogWriter, reference_log, tree_hash


@pytest.fixture
def writer() -> LogWriter:
    return reference_log()


@pytest.fixture
def directory(writer: LogWriter, tmp_path: Path) -> Path:
    return writer.write(tmp_path / "data")


def test_a_clean_log(
    writer: LogWriter, directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(directory)]) == 0
    out = capsys.readouterr().out
    assert "size         342" in out
    assert tree_hash(writer.leaves).hex() in out
    assert "type 1 (TailTruncated) 1" in out
    assert "every rule of the format holds" in out


def test_findings_are_all_listed(
    writer: LogWriter, directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for segment in writer.segments[:2]:
        path = directory / "log" / segment.file_name
        data = bytearray(path.read_bytes())
        data[segment.batch_offsets[0] + 90] ^= 1
        path.write_bytes(data)
    assert main([str(directory)]) == 1
    out = capsys.readouterr().out
    assert out.count("[batch-damaged]") == 2
    assert "2 findings" in out


def test_json(writer: LogWriter, directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", str(directory)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["clean"] is True
    assert report["size"] == 342
    assert report["root"] == tree_hash(writer.leaves).hex()
    assert report["last_checkpoint"] == {"size": 342, "root": report["root"]}
    assert report["origin"] == writer.origin
    assert report["findings"] == report["notices"] == []
    (directory / "log" / "watermark").unlink()
    assert main(["--json", str(directory)]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["findings"][0]["file"] == "log/watermark"


def test_strict_counts_notices(directory: Path) -> None:
    (directory / "log" / "stray").write_bytes(b"")
    assert main([str(directory)]) == 0
    assert main(["--strict", str(directory)]) == 1


def test_wrong_usage(directory: Path, tmp_path: Path) -> None:
    for arguments in (
        [],
        ["--nonsense", str(directory)],
        ["--key", "abc", str(directory)],
        ["--sizes", "1", str(directory)],
        ["--roots", "x", "--sizes", "1,x", str(directory)],
        ["--entry", "00", str(directory)],
        ["--proof", "x"],
        ["--proof", "x", "--entry", "00"],
        ["--proof", "x", "--entry", "zz", "--key", LogWriter().vkey],
        ["--proof", "x", "y", "--entry", "00", "--key", LogWriter().vkey],
        ["--consistency", "x", str(directory)],
        [str(directory), "--proof", "x", "--dir", str(directory)],
        ["--proof", "x", "--dir", str(directory), "--leaves"],
        ["--proof", "x", "--dir", str(directory), "--since", "y"],
    ):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2


def test_nothing_there(directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none")]) == 4
    assert "there is no log in" in capsys.readouterr().err
    assert main(["--since", str(tmp_path / "none"), str(directory)]) == 4
    assert main(["--proof", str(tmp_path / "none"), "--dir", str(directory)]) == 4


def test_a_kept_checkpoint(
    writer: LogWriter, directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept.note"
    kept.write_bytes(writer.checkpoint_note(300))
    assert main(["--since", str(kept), "--key", writer.vkey, str(directory)]) == 0
    assert "size 300 is continued by this log" in capsys.readouterr().out
    assert main(["--since", str(kept), "--json", str(directory)]) == 0
    assert json.loads(capsys.readouterr().out)["since"]["consistent"] is True


def test_another_key_than_the_trusted_one(directory: Path) -> None:
    assert main(["--key", LogWriter(seed=77).vkey, str(directory)]) == 1


def test_roots(writer: LogWriter, directory: Path, tmp_path: Path) -> None:
    file = tmp_path / "roots"
    assert main(["--roots", str(file), str(directory)]) == 0
    expected = [
        f"{size} {root.hex()}" for size, root in enumerate(roots_at_every_size(writer.leaves))
    ]
    assert file.read_text().splitlines() == expected
    assert main(["--roots", str(file), "--sizes", "0,35,342,999", str(directory)]) == 0
    assert file.read_text().splitlines() == [expected[0], expected[35], expected[342]]


def test_leaves(writer: LogWriter, directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--leaves", str(directory)]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [entry.hex() for entry in writer.entries]
    assert "every rule of the format holds" in captured.err


def proof_file(writer: LogWriter, index: int, size: int) -> bytes:
    hashes = inclusion_proof(index, size, lambda a, b: tree_hash(writer.leaves[a:b]))
    return TlogProof(index, hashes, writer.checkpoint_note(size)).render()


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, 342), (341, 342), (35, 36), (100, 257)])
def test_a_proof(
    writer: LogWriter,
    directory: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    index: int,
    size: int,
) -> None:
    file = tmp_path / "event.tlog-proof"
    file.write_bytes(proof_file(writer, index, size))
    assert main(["--proof", str(file), "--dir", str(directory)]) == 0
    assert f"position {index} of the log's {size} events" in capsys.readouterr().out
    entry = writer.entries[index].hex()
    assert main(["--proof", str(file), "--entry", entry, "--key", writer.vkey]) == 0
    assert main(["--proof", str(file), "--entry", entry, "--key", writer.vkey, "--json"]) == 0
    stranger = LogWriter(seed=3).vkey
    assert main(["--proof", str(file), "--entry", entry, "--key", stranger]) == 1
    assert main(["--proof", str(file), "--entry", "00", "--key", writer.vkey]) == 1
    forged = re.sub("..$", "00" if entry[-2:] != "00" else "01", entry)
    assert main(["--proof", str(file), "--entry", forged, "--key", writer.vkey]) == 1
    assert "do not lead" in capsys.readouterr().out


def test_a_proof_of_an_event_that_the_log_has_not(
    writer: LogWriter, directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    writer.append([Event()])
    file = tmp_path / "event.tlog-proof"
    file.write_bytes(proof_file(writer, 342, 343))
    assert main(["--proof", str(file), "--dir", str(directory)]) == 1
    assert "no readable event at position 342" in capsys.readouterr().out


def test_a_file_that_is_no_proof(
    directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "event.tlog-proof"
    file.write_bytes(b"hello")
    assert main(["--proof", str(file), "--dir", str(directory), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["proven"] is False


def test_many_proofs_in_one_go(
    writer: LogWriter, directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files: list[Path] = []
    for index in (0, 7, 7, 340):
        files.append(tmp_path / f"{len(files)}.tlog-proof")
        files[-1].write_bytes(proof_file(writer, index, 342))
    arguments = ["--dir", str(directory), "--proof", *map(str, files)]
    assert main(arguments) == 0
    assert capsys.readouterr().out.count("the entry stands at position") == 4
    files[2].write_bytes(b"hello")
    assert main(arguments) == 1
    assert capsys.readouterr().out.count("not proven") == 1


def test_a_consistency_proof_is_written(writer: LogWriter, directory: Path, tmp_path: Path) -> None:
    kept, out = tmp_path / "kept.note", tmp_path / "out"
    kept.write_bytes(writer.checkpoint_note(300))
    assert main(["--since", str(kept), "--consistency", str(out), str(directory)]) == 0
    head, _, checkpoint = out.read_bytes().partition(b"\n\n")
    assert head.startswith(b"old 300\n")
    assert checkpoint == writer.checkpoint_note()
