"""S10: what runs is what is locked: pinned with hashes, complete, and the same for tests."""

import re
from importlib.metadata import distributions, version
from pathlib import Path

from packaging.markers import Marker

HOUSE = Path(__file__).parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)\s*(?:;([^\\]*))?", re.MULTILINE)
NOT_OURS = {"pip", "setuptools", "wheel", "uv"}
"""What an environment brings along, and what `make lock` uses."""


def locked(name: str) -> dict[str, str]:
    """Versions by name, of what this Python on this machine installs."""
    found = PIN.findall((HOUSE / name).read_text(encoding="utf-8"))
    return {plain(one): pin for one, pin, marker in found if not marker.strip() or Marker(marker).evaluate()}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(name: str) -> set[str]:
    """Names in one of the short lists."""
    lines = (HOUSE / name).read_text(encoding="utf-8").splitlines()
    return {
        plain(re.split(r"[\[=<>~ ]", line)[0]) for line in lines if line and not line.startswith(("-", "#"))
    }


def test_everything_that_is_wanted_is_locked():
    assert wanted("requirements.in") <= set(locked("requirements.txt"))
    assert wanted("requirements-dev.in") <= set(locked("requirements-dev.txt"))


def test_tests_run_on_the_very_versions_that_are_shipped():
    shipped, tested = locked("requirements.txt"), locked("requirements-dev.txt")
    assert {name: tested.get(name) for name in shipped} == shipped


def test_what_is_installed_is_what_is_locked():
    pins = locked("requirements-dev.txt")
    assert {name: version(name) for name in pins} == pins


def test_nothing_is_installed_that_is_not_locked():
    installed = {plain(one.metadata["Name"]) for one in distributions()}
    assert installed - set(locked("requirements-dev.txt")) - NOT_OURS == set()
