"""Charts as Teams draws them, each with what is shown in its place where charts are unknown.

Reached as `part.<name>` in templates. None of it is in the standard schema; none says more than its fallback.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from cards.elements import Element
from cards.values import Plotted

COLOUR = "categoricalBlue"
FEWEST = 2
"""With fewer values there is nothing to compare."""
Values = Sequence[tuple[str, Decimal]]


def upright_bars(title: str, unit: str, values: Values, fallback: Element) -> Element:
    """A bar above each label, such as a month; unit stands beside the axis."""
    return _chart("Chart.VerticalBar", title, _points(values), fallback, yAxisTitle=unit, showBarValues=True)


def lying_bars(title: str, values: Values, fallback: Element) -> Element:
    """A bar beside each label, the largest first; for names that are long."""
    return _chart("Chart.HorizontalBar", title, _points(values), fallback, displayMode="AbsoluteWithAxis")


def curve(
    title: str, unit: str, name: str, values: Sequence[tuple[date, Decimal]], fallback: Element
) -> Element:
    """A line over days, which the client writes as its person does."""
    points = _points([(day.isoformat(), amount) for day, amount in values])
    series = [{"legend": name, "values": points, "color": COLOUR}] if len(points) >= FEWEST else []
    return _chart("Chart.Line", title, series, fallback, fewest=1, yAxisTitle=unit)


def _points(values: Values) -> list[Element]:
    return [{"x": label, "y": Plotted(amount)} for label, amount in values]


def _chart(
    kind: str, title: str, data: list[Element], fallback: Element, fewest: int = FEWEST, **how: Any
) -> Element:
    if len(data) < fewest:
        return fallback
    return {"type": kind, "title": title, "color": COLOUR, "data": data, **how, "fallback": fallback}


CHARTS: Mapping[str, Callable[..., Any]] = {
    "upright_bars": upright_bars,
    "lying_bars": lying_bars,
    "curve": curve,
}
"""The charts by the name that templates use."""
