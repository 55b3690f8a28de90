"""Whose calls are meant by a name: those of a cost centre, or of one organiser."""

import shlex
from collections.abc import Callable
from dataclasses import dataclass

from bot.answers.usage_people import People
from bot.understanding.text import Text, fold
from pricing.cost_centres import CostCentres, sign_in_key


@dataclass(frozen=True)
class Spender:
    """Some users, and what they are called."""

    name: str
    holds: Callable[[str], bool]
    """Whether a user, by sign-in name, is one of them."""
    option: str
    """What `trace` calls them by."""
    is_cost_centre: bool


def spender(name: str, centres: CostCentres, people: People | None) -> Spender | None:
    """A cost centre of that name, else the one organiser who can be meant; None when there is neither."""
    centre = next((one for one in centres.names() if fold(one) == fold(name)), None)
    if centre is not None:
        option = f"--cost-centre {shlex.quote(centre)}"
        return Spender(centre, lambda user: centres.of(user) == centre, option, is_cost_centre=True)
    return _organiser(name, people) if people else None


def _organiser(name: str, people: People) -> Spender | None:
    keys = {sign_in_key(one.user_principal_name) for one in (*people.now, *people.before)}
    said = _words(name)
    found = [key for key in keys if said and _words(key) == said] or [
        key for key in keys if said and set(said) <= set(_words(key))
    ]
    if len(found) != 1:
        return None
    (key,) = found
    option = f"--organiser {shlex.quote(key)}"
    return Spender(key.partition("@")[0], lambda user: sign_in_key(user) == key, option, is_cost_centre=False)


def _words(name: str) -> list[str]:
    """Of a sign-in name what stands before its domain."""
    return Text(name.partition("@")[0]).words
