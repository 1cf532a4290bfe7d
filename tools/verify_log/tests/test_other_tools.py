"""What x/mod and OpenSSL say of the same logs and proofs; skipped where they are not installed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from verify_log.merkle import roots_at_every_size
from verify_log.proofs import TlogProof, consistency_proof, inclusion_proof, render_consistency
from verify_log.tests.test_golden_vectors import NOTE, ROOTS, VKEY
from verify_log.tests.writer import LogWriter, reference_log, tree_hash

TOOLS = Path(__file__).resolve().parents[2]
X_MOD = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")

pytestmark = pytest.mark.skipif(
    shutil.which("go") is None or not X_MOD.is_dir() or shutil.which("openssl") is None,
    reason="golang-go, golang-golang-x-mod-dev or openssl is not installed",
)


@pytest.fixture(scope="module")
def tlog_check() -> Path:
    done = subprocess.run(
        [TOOLS / "tlog-check" / "build"], capture_output=True, text=True, check=True
    )
    return Path(done.stdout.strip())


def ask(tlog_check: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [tlog_check, *map(str, arguments)], capture_output=True, text=True, check=False
    )


class Material:
    """A log's leaves, roots, checkpoints and all kinds of proofs as files."""

    def __init__(self, folder: Path) -> None:
        self.writer = reference_log()
        writer = self.writer
        self.leaves = folder / "leaves"
        self.leaves.write_text("".join(f"{entry.hex()}\n" for entry in writer.entries))
        self.roots = folder / "roots"
        self.roots.write_text(
            "".join(
                f"{size} {root.hex()}\n"
                for size, root in enumerate(roots_at_every_size(writer.leaves))
            )
        )
        self.checkpoints = folder / "checkpoints"
        self.checkpoints.write_bytes(writer.checkpoints)
        self.proofs: list[Path] = []
        for index, size in [(0, 1), (0, 342), (341, 342), (200, 256), (36, 300), (255, 257)]:
            hashes = inclusion_proof(index, size, self.range_hash)
            self._proof(folder, TlogProof(index, hashes, writer.checkpoint_note(size)).render())
        for old, new in [(0, 342), (1, 342), (255, 256), (256, 256), (256, 342), (341, 342)]:
            hashes = consistency_proof(old, new, self.range_hash)
            note = writer.checkpoint_note(new)
            self._proof(folder, render_consistency(old, hashes, note))

    def range_hash(self, start: int, end: int) -> bytes:
        return tree_hash(self.writer.leaves[start:end])

    def _proof(self, folder: Path, data: bytes) -> None:
        file = folder / f"{len(self.proofs)}.proof"
        file.write_bytes(data)
        self.proofs.append(file)

    def arguments(self) -> list[object]:
        return [
            "-vkey",
            self.writer.vkey,
            "-leaves",
            self.leaves,
            "-roots",
            self.roots,
            "-checkpoints",
            self.checkpoints,
            *self.proofs,
        ]


@pytest.fixture
def material(tmp_path: Path) -> Material:
    return Material(tmp_path)


def test_x_mod_agrees(tlog_check: Path, material: Material) -> None:
    done = ask(tlog_check, *material.arguments())
    assert done.stderr == ""
    assert done.returncode == 0
    root = tree_hash(material.writer.leaves).hex()
    assert done.stdout == (
        f"size 342 root {root}: 343 roots, 5 checkpoints, 4 steps between them, "
        "6 inclusion and 6 consistency proofs checked, 0 failed\n"
    )


def test_x_mod_finds_one_changed_leaf(tlog_check: Path, material: Material) -> None:
    lines = material.leaves.read_text().splitlines()
    lines[300] = lines[300][:-1] + ("0" if lines[300][-1] != "0" else "1")
    material.leaves.write_text("\n".join(lines) + "\n")
    done = ask(tlog_check, *material.arguments())
    assert done.returncode == 1
    assert "root at size 301" in done.stderr
    assert "root at size 300:" not in done.stderr


def test_x_mod_finds_one_changed_root(tlog_check: Path, material: Material) -> None:
    lines = material.roots.read_text().splitlines()
    lines[77] = lines[78].replace("78 ", "77 ", 1)
    material.roots.write_text("\n".join(lines) + "\n")
    done = ask(tlog_check, *material.arguments())
    assert done.returncode == 1
    assert done.stderr.startswith("tlog-check: root at size 77: ")
    assert ", 1 failed" in done.stdout


def test_x_mod_finds_every_changed_proof(tlog_check: Path, material: Material) -> None:
    for file in material.proofs:
        data = file.read_bytes()
        flipped = bytearray(data)
        at = data.rindex(b" ") + 20
        flipped[at] = ord("A") if flipped[at] != ord("A") else ord("B")
        file.write_bytes(flipped)
        assert ask(tlog_check, *material.arguments()).returncode == 1
        head, _, checkpoint = data.partition(b"\n\n")
        if head.count(b"\n") > 1:
            hashes = head.split(b"\n")
            file.write_bytes(b"\n".join(hashes[:-1]) + b"\n\n" + checkpoint)
            assert ask(tlog_check, *material.arguments()).returncode == 1
        file.write_bytes(data)
    assert ask(tlog_check, *material.arguments()).returncode == 0


def test_x_mod_finds_a_changed_checkpoint(tlog_check: Path, material: Material) -> None:
    data = material.checkpoints.read_bytes()
    material.checkpoints.write_bytes(data.replace(b"\n342\n", b"\n341\n"))
    assert ask(tlog_check, *material.arguments()).returncode == 1
    stranger = LogWriter(seed=8)
    material.checkpoints.write_bytes(data + stranger.checkpoint_note() + b"\n")
    assert ask(tlog_check, *material.arguments()).returncode == 1


def test_x_mod_agrees_with_the_golden_vectors(tlog_check: Path, tmp_path: Path) -> None:
    leaves, roots, notes = tmp_path / "leaves", tmp_path / "roots", tmp_path / "notes"
    leaves.write_text("".join(f"{f'entry-{i}'.encode().hex()}\n" for i in range(1000)))
    roots.write_text("".join(f"{size} {root}\n" for size, root in ROOTS.items()))
    notes.write_bytes(NOTE + b"\n")
    done = ask(tlog_check, "-vkey", VKEY, "-leaves", leaves, "-roots", roots, "-checkpoints", notes)
    assert (done.returncode, done.stderr) == (0, "")


def test_wrong_usage_of_tlog_check(tlog_check: Path, tmp_path: Path) -> None:
    for arguments in (
        [],
        ["-vkey", "x"],
        ["-vkey", VKEY, "-roots", "x"],
        ["-vkey", VKEY, "-leaves", tmp_path / "none"],
    ):
        assert ask(tlog_check, *arguments).returncode == 2


def check_proofs(directory: Path, *more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, TOOLS / "check-proofs", directory, *more]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


def test_all_tools_agree_on_a_log(tmp_path: Path) -> None:
    writer = reference_log()
    done = check_proofs(writer.write(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    root = tree_hash(writer.leaves).hex()
    assert done.stdout.count(f"size 342 root {root}") == 2
    assert re.search(r"openssl +5 signatures by carnet.example/log1 +5 hold", done.stdout)
    assert "3 consistency proofs" in done.stdout
    assert "DISAGREES" not in done.stdout


def test_a_forged_signature_is_noticed_by_all(tmp_path: Path) -> None:
    writer = reference_log()
    writer.checkpoints = writer.checkpoints.replace(b"\n342\n", b"\n341\n")
    done = check_proofs(writer.write(tmp_path))
    assert done.returncode == 1
    assert done.stdout.count("DISAGREES") == 3


def test_no_log_for_check_proofs(tmp_path: Path) -> None:
    assert check_proofs(tmp_path).returncode == 4


FAKE_CARNET = """#!{python}
import json, sys
sys.path.insert(0, {tools!r})
from pathlib import Path
from verify_log.proofs import (TlogProof, consistency_proof, inclusion_proof,
                               render_consistency)
from verify_log.tests.writer import reference_log, tree_hash
writer = reference_log()
leaves = writer.leaves
at = lambda a, b: tree_hash(leaves[a:b])
args = sys.argv[1:]
value = lambda name: args[args.index(name) + 1]
wrong = {wrong}
if args[0] == "verify":
    print(json.dumps({{"size": len(leaves), "root": tree_hash(leaves).hex()}}))
elif args[0] == "checkpoint":
    sys.stdout.buffer.write(writer.checkpoint_note())
elif "--help" in args:
    print("--position --event --since --out")
elif "--since" in args:
    old = int(value("--since"))
    Path(value("--out")).write_bytes(render_consistency(
        old, consistency_proof(old, len(leaves), at), writer.checkpoint_note()))
else:
    n = int(value("--position"))
    of = n // 9 if wrong else n
    Path(value("--out")).write_bytes(TlogProof(
        n, inclusion_proof(of, len(leaves), at), writer.checkpoint_note()).render())
"""


@pytest.mark.parametrize("wrong", [False, True])
def test_a_binary_is_asked_and_compared(tmp_path: Path, wrong: bool) -> None:
    """A stand-in with Carnet's command line, right once and once with proofs of other leaves."""
    directory = reference_log().write(tmp_path / "data")
    binary = tmp_path / "carnet"
    binary.write_text(FAKE_CARNET.format(python=sys.executable, tools=str(TOOLS), wrong=wrong))
    binary.chmod(0o755)
    done = check_proofs(directory, "--carnet", binary, "--proofs", "3")
    assert done.returncode == int(wrong), done.stdout + done.stderr
    assert "prove from 3 sizes" in done.stdout
    assert ("DISAGREES" in done.stdout) == wrong
