"""Whether an import keeps its pace to the end of a file: that of each tenth beside the first's."""

import time
from itertools import pairwise

PARTS = 10


class Pace:
    """Told how many rows are done, notes when."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._marks = [(0, time.perf_counter())]

    def __call__(self, done: int) -> None:
        """A part ends with the first batch at or after its last row."""
        if done >= self._rows * len(self._marks) // PARTS:
            self._marks.append((done, time.perf_counter()))

    def ratios(self) -> list[float]:
        """Of each part, to the first."""
        speeds = [(after - before) / (end - start) for (before, start), (after, end) in pairwise(self._marks)]
        return [speed / speeds[0] for speed in speeds]


def print_pace(ratios: list[float]) -> None:
    """One line."""
    print("pace of each tenth, to the first:", " ".join(f"{ratio:.2f}" for ratio in ratios))
