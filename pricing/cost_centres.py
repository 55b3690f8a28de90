"""Cost centres: an organisation's own grouping of its people, by sign-in name.

Optional, and of the present only: the list that was imported last says it all. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

NOT_ASSIGNED = ""
"""Stands for everybody whom the list does not name, and for calls without a sign-in name."""


def sign_in_key(user_principal_name: str) -> str:
    """Sign-in names are the same in capitals and small letters."""
    return user_principal_name.strip().casefold()


@dataclass(frozen=True)
class CostCentres:
    """Who belongs to which."""

    of_user: Mapping[str, str] = field(default_factory=dict)
    """Cost centre by `sign_in_key`."""
    file_name: str = ""
    imported_at: datetime | None = None
    """Aware, UTC; None when no list was ever imported."""

    @property
    def known(self) -> bool:
        """Whether there is a list."""
        return bool(self.of_user)

    def of(self, user_principal_name: str) -> str:
        """The cost centre of a user; NOT_ASSIGNED for one whom the list does not name."""
        return self.of_user.get(sign_in_key(user_principal_name), NOT_ASSIGNED)

    def names(self) -> list[str]:
        """Every cost centre, in alphabetical order."""
        return sorted(set(self.of_user.values()), key=str.casefold)


@dataclass(frozen=True)
class ListChanges:
    """What a new list changes, in people."""

    added: int
    moved: int
    removed: int
    unchanged: int


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> ListChanges:
    """People by `sign_in_key` with their cost centre, before and after."""
    both = before.keys() & after.keys()
    moved = sum(1 for user in both if before[user] != after[user])
    return ListChanges(len(after) - len(both), moved, len(before) - len(both), len(both) - moved)


def not_assigned(users: Iterable[str], of_user: Mapping[str, str]) -> list[str]:
    """Those whom a list does not name, once each, in their order."""
    named = (user for user in users if user)
    return list(dict.fromkeys(user for user in named if sign_in_key(user) not in of_user))
