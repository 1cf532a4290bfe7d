"""Whether a process keeps its size: resident memory, descriptors and threads, measured now and then."""

from __future__ import annotations

import time
from dataclasses import dataclass

from .harness import Service


@dataclass(frozen=True)
class Figures:
    megabytes: float
    descriptors: int
    threads: int
    events: int


class Steady:
    """Measures of one process, and what they say of its growth."""

    # Memory that each event costs the writer for ever, in bytes: its place in the index and the tree.
    EVENT_BYTES = 200
    # What allocators and caches move by.
    ALLOWED_MEGABYTES = 48
    ALLOWED_SHARE = 0.15

    def __init__(self, service: Service) -> None:
        self.service = service
        self.figures: list[Figures] = []

    def measure(self) -> Figures:
        now = self.service.figures()
        figures = Figures(
            now["process_resident_memory_bytes"] / 1e6,
            int(now["process_open_fds"]),
            int(now["process_threads"]),
            int(now["carnet_log_events"]),
        )
        self.figures.append(figures)
        return figures

    def settle(self) -> None:
        """Measures once more when connections that were left open are gone."""
        time.sleep(5)
        self.measure()

    def problem(self) -> str | None:
        """What grew; nil when nothing did. The first third warms up."""
        if len(self.figures) < 3:
            return None
        third = max(1, len(self.figures) // 3)
        before = max(self.figures[:third], key=lambda one: one.megabytes)
        last = self.figures[-1]
        written = max(0, last.events - before.events) * self.EVENT_BYTES / 1e6
        allowed = before.megabytes * (1 + self.ALLOWED_SHARE) + self.ALLOWED_MEGABYTES + written
        if last.megabytes > allowed:
            return f"memory grew from {before.megabytes:.0f} to {last.megabytes:.0f} MB, {allowed:.0f} allowed"
        descriptors = max(one.descriptors for one in self.figures[:third])
        if last.descriptors > descriptors + 8:
            return f"descriptors grew from {descriptors} to {last.descriptors}"
        threads = max(one.threads for one in self.figures[:third])
        if last.threads > threads + 8:
            return f"threads grew from {threads} to {last.threads}"
        return None

    def __str__(self) -> str:
        if not self.figures:
            return "nothing measured"
        first, last = self.figures[0], self.figures[-1]
        return (
            f"memory {first.megabytes:.0f} → {last.megabytes:.0f} MB, "
            f"descriptors {first.descriptors} → {last.descriptors}, "
            f"threads {first.threads} → {last.threads}, events {first.events} → {last.events}"
        )
