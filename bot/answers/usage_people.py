"""Whose calls they were, as plain data for a card: by organiser and by cost centre."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.answers.usage_rows import MOST_ROWS, row
from pricing.cost_centres import NOT_ASSIGNED, CostCentres
from pricing.storage.organiser_usage import OrganiserSpent
from pricing.usage_summary import Line, Spent, lines


@dataclass(frozen=True)
class People:
    """The organisers of a period and of the period before it, with their cost centres."""

    now: Sequence[OrganiserSpent] = ()
    before: Sequence[OrganiserSpent] = ()
    cost_centres: CostCentres = field(default_factory=CostCentres)
    talked: bool = False
    """Minutes are talked, not billed: the totals by month hold no others."""

    def view(self, currency: str, most: int = MOST_ROWS) -> dict[str, Any]:
        """Both groupings in one currency, each with at most so many rows and the row of the unassigned."""
        organisers = [line for line in self._lines(currency, str) if line.key]
        centres = self._lines(currency, self.cost_centres.of) if self.cost_centres.known else []
        assigned = [line for line in centres if line.key != NOT_ASSIGNED]
        rest = [line for line in centres if line.key == NOT_ASSIGNED]
        shown = assigned[:most] + rest
        known = any(one.currency == currency for one in self.before)
        return {
            "organisers": shown_without_domain([row(line, currency, known) for line in organisers[:most]]),
            "more_organisers": max(0, len(organisers) - most),
            "cost_centres": [row(line, currency, known) for line in shown],
            "more_cost_centres": max(0, len(assigned) - most),
        }

    def _lines(self, currency: str, key_of: Callable[[str], str]) -> list[Line]:
        return lines(_grouped(self.now, currency, key_of), _grouped(self.before, currency, key_of))


def cost_centre_list(found: CostCentres) -> dict[str, Any] | None:
    """Where the cost centres come from; None without a list."""
    if not found.known or found.imported_at is None:
        return None
    return {"file": found.file_name, "day": found.imported_at.date()}


def _grouped(
    people: Sequence[OrganiserSpent], currency: str, key_of: Callable[[str], str]
) -> dict[str, Spent]:
    found: dict[str, Spent] = {}
    for one in people:
        if one.currency == currency:
            key = key_of(one.user_principal_name)
            found[key] = found.get(key, Spent()) + one.spent
    return found


def shown_without_domain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sign-in names as short as they can be told apart."""
    if len({one["key"].partition("@")[2] for one in rows}) != 1:
        return rows
    return [one | {"key": one["key"].partition("@")[0]} for one in rows]
