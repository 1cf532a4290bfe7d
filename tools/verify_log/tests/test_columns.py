"""Varints and columns: what was written comes back, and what is not legal is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify_log.columns import ColumnError, read_columns, read_varints
from verify_log.tests.writer import varint

U64 = st.integers(0, 2**64 - 1)


@given(st.lists(st.one_of(st.integers(0, 300), U64)), st.binary(max_size=5))
def test_varints_come_back(values: list[int], rest: bytes) -> None:
    data = b"xx" + b"".join(map(varint, values))
    assert read_varints(data + rest, 2, len(values), "type") == (values, len(data))


@given(U64, st.integers(1, 12))
def test_longer_forms_are_refused(value: int, more: int) -> None:
    shortest = varint(value)
    longer = shortest[:-1] + bytes([shortest[-1] | 128]) + b"\x80" * (more - 1) + b"\0"
    with pytest.raises(ColumnError, match=r"shortest|10 bytes"):
        read_varints(longer, 0, 1, "type")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "end in it"),
        (b"\x80", "end in it"),
        (b"\xff" * 9, "end in it"),
        (b"\xff" * 9 + b"\x02", "64 bits"),
        (b"\xff" * 10 + b"\x01", "10 bytes"),
        (b"\x80\x00", "shortest"),
    ],
)
def test_bad_varints_are_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(ColumnError, match=sentence) as caught:
        read_varints(b"\x01" + data, 0, 2, "type")
    assert caught.value.event == 1


@given(st.binary(max_size=300), st.integers(1, 9), st.integers(-(2**63), 2**63 - 1))
def test_any_bytes_are_columns_or_refused(raw: bytes, count: int, base_time: int) -> None:
    try:
        columns = read_columns(raw, count, base_time, 0)
    except ColumnError:
        return
    assert len(columns.times) == count
