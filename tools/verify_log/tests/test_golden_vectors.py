"""Fixed values: roots that x/mod and pymerkle agreed on, a note that OpenSSL signed."""

import pytest

from verify_log.merkle import (
    EMPTY_ROOT,
    HASH_BYTES,
    Tree,
    leaf_hash,
    roots_at_every_size,
    subtree_hash,
)
from verify_log.notes import Checkpoint, NoteError, open_checkpoint, parse_vkey
from verify_log.tests.writer import crc32c, tree_hash, varint, zigzag

ROOTS = {
    1: "40766b2033429026f53d54502679a839706b4741f8dcaf3a8bba5f41b5ffe075",
    2: "2f27a5082c1d42afa488ac350a9fc4390c084f54f71ecdff859e98db8429b479",
    3: "a64bf26e09128f6fe2fe6f8b2d8c801e166b57c047a7cd9b2b809e7a96a2f1cb",
    7: "9139601cc1ca8ab2a7a0c2c134c04845f2b1ba549a83d6c845cfcda439cc585d",
    8: "dfcc13b9b0ca932c68de3d59eaaa8fe266a9c8091c0300e8405ebfeb0d0e5832",
    255: "45da9f374748e17a372f71c00422b12e2bf96842f1f61c5740fe494e4becff0f",
    256: "f85f4ead34080710b4d1e808301543aaab81aa04deb88599350dc26a4f2f58de",
    257: "918b1cec64f317c76e3cf55c0536841c039eff06772ebb8828ce7c176028b5ac",
    1000: "d03d63b772af99019817ee3e018286d36a26161bdb5bfe8228e92c02abe9115d",
}
VKEY = "carnet.example/log1+477e444d+ASfyQrJqng7t+RQO+IuBYntP2+mOtn/lgA1ac/Pf0qCV"
NOTE = (
    "carnet.example/log1\n1000\n0D1jt3KvmQGYF+4+AYKG02omFhvbW/6CKOksAqvpEV0=\n\n"
    "\N{EM DASH} carnet.example/log1 R35ETXYDPfNJei6XDkKTwUEPgX6F9ahMXd8Um3/00HBloFwKJwwOyG3xoUf6Rb"
    "ZPlknm//MsupvQs4HI1zKQZr942A8=\n"
).encode()
LEAVES = [leaf_hash(b"entry-%d" % i) for i in range(1000)]


def test_the_empty_root() -> None:
    assert EMPTY_ROOT.hex().startswith("e3b0c44298fc1c14")
    assert EMPTY_ROOT.hex().endswith("7852b855")


@pytest.mark.parametrize("size", ROOTS)
def test_roots(size: int) -> None:
    tree = Tree([size])
    tree.extend(b"".join(LEAVES))
    assert tree.roots[size].hex() == ROOTS[size]
    assert subtree_hash(b"".join(LEAVES[:size])).hex() == ROOTS[size]
    assert tree_hash(LEAVES[:size]).hex() == ROOTS[size]


def test_roots_at_every_size() -> None:
    roots = list(roots_at_every_size(LEAVES))
    assert len(roots) == 1001
    assert roots[0] == EMPTY_ROOT
    assert {size: roots[size].hex() for size in ROOTS} == ROOTS


def test_the_note_opens() -> None:
    key = parse_vkey(VKEY)
    assert key.key_id.hex() == "477e444d"
    checkpoint = open_checkpoint(NOTE, key)
    assert checkpoint == Checkpoint("carnet.example/log1", 1000, bytes.fromhex(ROOTS[1000]))


def test_every_bit_of_the_note_and_of_the_key_counts() -> None:
    key = parse_vkey(VKEY)
    for bit in range(8 * len(NOTE)):
        damaged = bytearray(NOTE)
        damaged[bit // 8] ^= 1 << bit % 8
        with pytest.raises(NoteError):
            open_checkpoint(bytes(damaged), key)
    for bit in range(8 * len(VKEY)):
        spelled = bytearray(VKEY.encode())
        spelled[bit // 8] ^= 1 << bit % 8
        with pytest.raises(NoteError):
            parse_vkey(spelled.decode("latin-1"))


def test_the_vector_of_rfc_3720() -> None:
    assert crc32c(bytes(32)) == 0x8A9136AA
    assert crc32c(b"123456789") == 0xE3069283


def test_varints_of_the_test_writer() -> None:
    assert [varint(n).hex() for n in (0, 127, 128, 300)] == ["00", "7f", "8001", "ac02"]
    assert [zigzag(n) for n in (0, -1, 1, -(2**63))] == [0, 1, 2, 2**64 - 1]


def test_a_hash_is_32_bytes() -> None:
    assert len(LEAVES[0]) == HASH_BYTES
