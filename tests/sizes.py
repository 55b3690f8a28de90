"""How large each promise's proof is: one place for both sizes.

`MINUTEWISE_SIZES=deep` chooses the deep ones; every commit runs the others.
"""

import os

SIZES = {
    "M1 histories": (50, 20_000),
    "M1 steps": (20, 100),
    "M1 overlaps": (50, 10_000),
    "M2 files": (50, 10_000),
    "M3 ledgers": (50, 100_000),
    "M4 orders": (50, 5_000),
    "M8 round trips": (20_000, 1_000_000),
    "M9 ledgers": (50, 5_000),
    "S1 mutations": (200, 20_000),
    "S2 unknown ids": (500, 500),
    "S3 bodies": (200, 20_000),
    "S6 hostile addresses": (200, 200),
    "S7 texts": (1_000, 10_000),
    "S7 languages": (1, 8),
    "R2 pairs": (20, 2_000),
    "R4 sends": (1_000, 100_000),
    "R5 drains": (1, 100),
    "R6 outages": (1, 50),
}
"""Promise and what is counted: at every commit, deep."""


def size(name: str) -> int:
    """How many of them this run tries."""
    every_commit, deep = SIZES[name]
    return deep if os.environ.get("MINUTEWISE_SIZES") == "deep" else every_commit
