"""The rules in pricing/README.md name tests that are there."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
README = TESTS.parent / "pricing" / "README.md"


def test_every_rule_names_tests_that_are_there():
    named = set(re.findall(r"`(test_\w+)`", README.read_text(encoding="utf-8")))
    sources = "".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    assert named and {name for name in named if f"def {name}(" not in sources} == set()


def test_every_rule_names_a_test():
    rules = re.findall(r"^- (.+?)(?=^- |^#|\Z)", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert [rule for rule in rules if "`test_" not in rule] == []
