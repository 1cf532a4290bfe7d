"""Torn tail or damage: the rule for a batch that does not check (section 7)."""

from __future__ import annotations

from dataclasses import dataclass

from verify_log.batch import BATCH_ALIGNMENT, LARGEST_BATCH_BYTES
from verify_log.segment import SegmentFile
from verify_log.watermark import Watermark


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why the bytes are damage; with no reason they are a torn tail of `length` bytes."""

    reasons: list[str]
    length: int

    @property
    def torn(self) -> bool:
        """Whether it is the rest of a write that nobody was told had succeeded."""
        return not self.reasons


def judge(segment: SegmentFile, offset: int, is_last: bool, watermark: Watermark | None) -> Verdict:
    """Applies the four conditions to the batch at `offset` that does not check."""
    reasons: list[str] = []
    if not is_last:
        reasons.append("the segment is not the last")
    if watermark is None:
        reasons.append("no watermark says how far the log was durable")
    elif watermark.segment > segment.name.first or (
        watermark.segment == segment.name.first and offset < watermark.offset
    ):
        reasons.append("it lies below the watermark")
    later = segment.find_good_header(offset + BATCH_ALIGNMENT)
    if later is not None:
        reasons.append(f"a batch with a good header follows at byte {later}")
    length = segment.end_of_content(offset) - offset
    if length > LARGEST_BATCH_BYTES:
        reasons.append(f"{length} bytes are more than the largest batch")
    return Verdict(reasons, length)
