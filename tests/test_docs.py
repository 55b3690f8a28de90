"""What README says is what there is."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from bot.commands import COMMANDS
from bot.settings import setting_names

HOUSE = Path(__file__).parent.parent
README = (HOUSE / "README.md").read_text(encoding="utf-8")
MAKEFILE = (HOUSE / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", setting_names())
def test_every_setting_is_explained(name):
    assert f"`{name}`" in README


@pytest.mark.parametrize("module", COMMANDS)
def test_every_command_is_named(module):
    name = import_module(f"bot.commands.{module}").NAME
    assert re.search(rf"`{name}\b", README), name


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:`|^)make ([a-z-]+)", README, re.MULTILINE))))
def test_every_make_target_that_is_named_exists(target):
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_file_that_is_linked_exists(path):
    assert (HOUSE / path).exists()
