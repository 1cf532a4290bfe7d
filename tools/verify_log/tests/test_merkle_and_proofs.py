"""The tree against its recursive definition; proofs, good and spoiled, at all small sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify_log.merkle import HASH_BYTES, Tree, leaf_hash
from verify_log.proofs import (
    ProofError,
    TlogProof,
    consistency_holds,
    consistency_proof,
    inclusion_holds,
    inclusion_proof,
    parse_tlog_proof,
)
from verify_log.tests.writer import tree_hash

COUNT = 1100
LEAVES = [leaf_hash(b"%d" % i) for i in range(COUNT)]
SMALL = 48


def range_hash(start: int, end: int) -> bytes:
    return tree_hash(LEAVES[start:end])


ROOTS = [range_hash(0, size) for size in range(SMALL + 1)]


def test_inclusion_at_all_small_sizes() -> None:
    for size in range(1, SMALL):
        for index in range(size):
            proof = inclusion_proof(index, size, range_hash)
            assert inclusion_holds(index, size, LEAVES[index], proof, ROOTS[size])
            for other in {index - 1, index + 1, size}:
                assert not inclusion_holds(other, size, LEAVES[index], proof, ROOTS[size])
            assert not inclusion_holds(index, size, LEAVES[index + 1], proof, ROOTS[size])
            assert not inclusion_holds(index, size, LEAVES[index], proof, ROOTS[size - 1])
            longer = [*proof, LEAVES[0]]
            assert not inclusion_holds(index, size, LEAVES[index], longer, ROOTS[size])
            if proof:
                shorter = proof[:-1]
                assert not inclusion_holds(index, size, LEAVES[index], shorter, ROOTS[size])


def test_consistency_at_all_small_sizes() -> None:
    for new in range(SMALL + 1):
        for old in range(new + 1):
            proof = consistency_proof(old, new, range_hash)
            assert consistency_holds(old, new, ROOTS[old], ROOTS[new], proof)
            if old == 0:
                continue
            assert not consistency_holds(old, new, LEAVES[99], ROOTS[new], proof)
            assert not consistency_holds(old, new, ROOTS[old], LEAVES[99], proof)
            longer = [*proof, LEAVES[0]]
            assert not consistency_holds(old, new, ROOTS[old], ROOTS[new], longer)
            if proof:
                shorter = proof[:-1]
                assert not consistency_holds(old, new, ROOTS[old], ROOTS[new], shorter)


def test_proofs_of_sizes_that_cannot_be() -> None:
    assert not consistency_holds(3, 2, ROOTS[3], ROOTS[2], [])
    assert not consistency_holds(-1, 2, ROOTS[1], ROOTS[2], [])
    assert not inclusion_holds(0, 0, LEAVES[0], [], ROOTS[0])
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(3, 3, range_hash)
    with pytest.raises(ValueError, match="cannot begin"):
        consistency_proof(4, 3, range_hash)


@given(st.data())
def test_a_spoiled_proof_never_holds(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, SMALL))
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, range_hash)
    which = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    spoiled = bytearray(proof[which])
    spoiled[bit // 8] ^= 1 << bit % 8
    proof[which] = bytes(spoiled)
    assert not inclusion_holds(index, size, LEAVES[index], proof, ROOTS[size])


@given(st.lists(st.integers(0, 300), max_size=8))
def test_a_tree_grown_in_any_steps_is_the_same(steps: list[int]) -> None:
    wanted = [0, 1, 255, 256, 257, 500, 512, 1023, 1024, 1025]
    tree = Tree(wanted)
    size = 0
    for step in steps:
        following = min(size + step, COUNT)
        tree.extend(b"".join(LEAVES[size:following]))
        size = following
    assert tree.size == size
    assert tree.root() == tree_hash(LEAVES[:size])
    assert tree.roots == {n: tree_hash(LEAVES[:n]) for n in wanted if n <= size}


@pytest.mark.parametrize("old", [1, 2, 255, 256, 257, 511, 512, 700, 1024, 1099, 1100])
def test_a_tree_proves_from_the_tile_it_kept(old: int) -> None:
    for new in (old, old + 1, 1024, 1025, COUNT):
        if not old <= new <= COUNT:
            continue
        tree = Tree([old], [old // 256])
        tree.extend(b"".join(LEAVES[:new]))
        proof = consistency_proof(old, new, tree.range_hash)
        assert proof == consistency_proof(old, new, range_hash)
        assert consistency_holds(old, new, tree.roots[old], tree.root(), proof)


def test_a_tree_says_what_it_did_not_keep() -> None:
    tree = Tree()
    tree.extend(b"".join(LEAVES))
    assert len(tree.root()) == HASH_BYTES
    with pytest.raises(LookupError, match="not kept"):
        tree.range_hash(0, 4)
    with pytest.raises(LookupError):
        tree.range_hash(1024, 1101)
    with pytest.raises(LookupError):
        tree.range_hash(1024, 1280)
    with pytest.raises(LookupError):
        tree.range_hash(0, 2048)


def test_a_proof_file_comes_back() -> None:
    proof = TlogProof(5, LEAVES[:3], b"origin\n", extra=b"more")
    assert parse_tlog_proof(proof.render()) == proof
    bare = TlogProof(0, [], b"origin\n")
    assert parse_tlog_proof(bare.render()) == bare


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (b"@v1", b"@v2", "first line"),
        (b"index 5", b"index 05", "leading zeros"),
        (b"index 5", b"index -5", "decimal"),
        (b"index 5", b"place 5", "index is missing"),
        (b"=\n", b"\n", "base64"),
        (b"index 5\n", b"index 5\nAAAA\n", "not 32 bytes"),
        (b"\n\n", b"\n", "no empty line"),
        (b"index 5", "index \N{ARABIC-INDIC DIGIT FIVE}".encode(), "ASCII"),
    ],
)
def test_a_proof_file_out_of_form_is_refused(old: bytes, new: bytes, sentence: str) -> None:
    data = TlogProof(5, LEAVES[:3], b"origin\n").render()
    with pytest.raises(ProofError, match=sentence):
        parse_tlog_proof(data.replace(old, new))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", b"c2sp.org/tlog-proof@v1\nindex 5\n"):
        try:
            parse_tlog_proof(start + data)
        except ProofError:
            continue
