"""C2SP signed notes, checkpoints and verifier keys, with Ed25519 (signature type 1) only."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from verify_log.merkle import HASH_BYTES
from verify_log.proofs import decode_base64, parse_decimal

ED25519 = 1
KEY_ID_BYTES = 4
SIGNATURE_BYTES = 64
SIGNATURES_MAX = 100
EM_DASH = "—"
SIGNATURE_START = f"{EM_DASH} ".encode()


class NoteError(ValueError):
    """A note, checkpoint or key that is not in its form or whose signature does not hold."""


def valid_name(name: str) -> bool:
    """Whether `name` may stand as a key name: not empty, no space, no plus sign."""
    return bool(name) and "+" not in name and not any(mark.isspace() for mark in name)


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """An Ed25519 public key with its name, as a vkey spells it."""

    name: str
    key_id: bytes
    public: bytes
    text: str

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether `signature` is this key's over `message`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def parse_vkey(text: str) -> VerifierKey:
    """Reads `name+hex8+base64(1, public key)` and recomputes the key id."""
    parts = text.split("+", 2)
    if len(parts) != 3 or not valid_name(parts[0]):
        raise NoteError("the key is not of the form name+id+key")
    name, id_text, key_text = parts
    key = decode_base64(key_text)
    if key is None or len(key) != 33 or key[0] != ED25519:
        raise NoteError("the key is not an Ed25519 key (type 1 and 32 bytes in base64)")
    key_id = sha256(name.encode() + b"\n" + key).digest()[:KEY_ID_BYTES]
    if id_text != key_id.hex():
        raise NoteError(f"the key's id is {id_text}, its name and bytes give {key_id.hex()}")
    return VerifierKey(name, key_id, key[1:], text)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A note taken apart: the signed bytes and the signature lines."""

    text: bytes
    signatures: list[Signature]


def parse_note(data: bytes) -> Note:
    """Takes a note apart without checking a signature."""
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoteError(f"byte {error.start} of the note is not UTF-8") from None
    if any(mark < " " and mark != "\n" for mark in whole):
        raise NoteError("the note holds a control character")
    text, separator, block = whole.rpartition("\n\n")
    if not separator or not block.endswith("\n"):
        raise NoteError("the note has no empty line before its signatures, or no last newline")
    lines = block[:-1].split("\n")
    if len(lines) > SIGNATURES_MAX:
        raise NoteError(f"the note has more than {SIGNATURES_MAX} signatures")
    return Note(text.encode() + b"\n", [_signature(line) for line in lines])


def _signature(line: str) -> Signature:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != EM_DASH or not valid_name(parts[1]):
        raise NoteError("a signature line is not: em dash, name, base64")
    value = decode_base64(parts[2])
    if value is None or len(value) <= KEY_ID_BYTES:
        raise NoteError("a signature is not base64 of a key id and a signature")
    return Signature(parts[1], value[:KEY_ID_BYTES], value[KEY_ID_BYTES:])


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed tree head."""

    origin: str
    size: int
    root: bytes


def parse_checkpoint(text: bytes) -> Checkpoint:
    """Reads the three lines of a checkpoint's text; a fourth one is refused."""
    lines = text.decode("utf-8").split("\n")
    if len(lines) != 4 or lines[3] != "":
        raise NoteError("a checkpoint has three lines: origin, size, root")
    size = parse_decimal(lines[1])
    if size is None:
        raise NoteError("the size is not a decimal number without leading zeros")
    root = decode_base64(lines[2])
    if root is None or len(root) != HASH_BYTES:
        raise NoteError("the root is not base64 of 32 bytes")
    if not lines[0]:
        raise NoteError("the origin is empty")
    return Checkpoint(lines[0], size, root)


def open_checkpoint(data: bytes, key: VerifierKey) -> Checkpoint:
    """Reads a checkpoint that `key` signed.

    Signatures of other keys are ignored; a signature under this key's name and id that does not
    hold refuses the note, and so does the lack of any.
    """
    note = parse_note(data)
    known = [
        signature
        for signature in note.signatures
        if signature.name == key.name and signature.key_id == key.key_id
    ]
    if not known:
        raise NoteError(f"no signature is by {key.name}+{key.key_id.hex()}")
    for signature in known:
        if not key.signed(note.text, signature.value):
            raise NoteError("the signature does not hold over the note's text")
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != key.name:
        raise NoteError(f"the origin is {checkpoint.origin!r}, the key's name {key.name!r}")
    return checkpoint
