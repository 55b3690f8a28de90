"""How large each promise's proof is: one place for all sizes.

`MINUTEWISE_SIZES=deep` chooses the deep ones; every commit runs the others.
"""

import os

SIZES = {
    "M1 histories": (500, 20_000),
    "M1 steps": (50, 100),
    "M1 overlaps": (500, 10_000),
    "M2 files": (500, 10_000),
    "M3 ledgers": (500, 100_000),
    "M4 orders": (500, 5_000),
    "M5 calls": (40, 1_000_000),  # deep: every one
    "M5 moments": (15, 100),
    "M6 points": (20, 1_000_000),  # deep: every one
    "M7 seconds": (10, 60),
    "M8 round trips": (200_000, 1_000_000),
    "M9 ledgers": (500, 5_000),
    "S1 mutations": (2_000, 20_000),
    "S2 unknown ids": (500, 500),
    "S3 bodies": (2_000, 20_000),
    "S4 sequences": (200, 5_000),
    "S6 hostile addresses": (200, 200),
    "S7 texts": (1_000, 10_000),
    "S7 languages": (1, 8),
    "all seeds": (25, 1_000),
    "all steps": (100, 200),
    "R1 seconds": (20, 300),
    "R2 pairs": (200, 2_000),
    "R4 sends": (10_000, 100_000),
    "R5 drains": (5, 100),
    "R6 outages": (3, 50),
}
"""Promise and what is counted: at every commit, deep."""

POSTGRESQL = {
    "M1 histories": (100, 2_000),
    "M1 steps": (50, 100),
    "M5 server stops": (2, 200),
    "M7 seconds": (10, 60),
}
"""On PostgreSQL, where it is not a tenth."""


def size(name: str, engine: str = "sqlite") -> int:
    """How many of them this run tries; engine is sqlite or postgresql."""
    at_deep = os.environ.get("MINUTEWISE_SIZES") == "deep"
    if engine == "sqlite":
        return SIZES[name][at_deep]
    return POSTGRESQL[name][at_deep] if name in POSTGRESQL else -(-SIZES[name][at_deep] // 10)
