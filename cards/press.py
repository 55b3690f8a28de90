"""The one place where a button that sends something back is made."""

from collections.abc import Mapping
from typing import Any


def press(
    title: str, data: Mapping[str, Any], *, inputs: bool = True, style: str | None = None
) -> dict[str, Any]:
    """A button; `data` is `{"do": action, ...}` and comes back, with the form's fields if `inputs`.

    Clients without Action.Execute send the same data as a message. `style` is positive or destructive.
    """
    shown: dict[str, Any] = {"title": title, "data": dict(data)}
    if style is not None:
        shown["style"] = style
    if not inputs:
        shown["associatedInputs"] = "none"
    fallback = {"type": "Action.Submit", **shown}
    return {"type": "Action.Execute", "verb": data["do"], **shown, "fallback": fallback}
