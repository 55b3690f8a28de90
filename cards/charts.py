"""Charts as Teams draws them, each with what is shown in its place where charts are unknown.

Reached as `part.<name>` in templates. None of it is in the standard schema; none says more than its fallback.
As the Agents Playground draws them, a label beside a bar is written in full; one below an upright bar, and a
long number at a bar's end, are cut off.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cards.elements import Element
from cards.values import Plotted

COLOUR = "categoricalBlue"
FEWEST = 2
"""With fewer values there is nothing to compare."""


def bars(title: str, values: Sequence[tuple[str, Decimal]], fallback: Element) -> Element:
    """A bar below each label. Teams writes its number too, so the label says the exact one with its unit."""
    data = [{"x": label, "y": Plotted(_rough(amount))} for label, amount in values]
    if len(data) < FEWEST:
        return fallback
    return _chart("Chart.HorizontalBar", title, data, fallback, displayMode="AbsoluteNoAxis")


def curve(
    title: str, unit: str, name: str, values: Sequence[tuple[date, Decimal]], fallback: Element
) -> Element:
    """A line over days, which the client writes as its person does; `unit` stands beside the axis."""
    points = [{"x": day.isoformat(), "y": Plotted(amount)} for day, amount in values]
    if len(points) < FEWEST:
        return fallback
    series = [{"legend": name, "values": points, "color": COLOUR}]
    return _chart("Chart.Line", title, series, fallback, yAxisTitle=unit)


def _rough(amount: Decimal) -> Decimal:
    """With so few digits that it fits at the end of the longest bar."""
    digits = max(0, 2 - max(0, amount.adjusted()))
    return amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _chart(kind: str, title: str, data: list[Element], fallback: Element, **how: Any) -> Element:
    return {"type": kind, "title": title, "color": COLOUR, "data": data, **how, "fallback": fallback}


CHARTS: Mapping[str, Callable[..., Any]] = {"bars": bars, "curve": curve}
"""The charts by the name that templates use."""
