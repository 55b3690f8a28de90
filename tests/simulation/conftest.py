"""The whole program for tests that want it."""

from tests.program import loaded, services_on

__all__ = ["loaded", "services_on"]
