from tests.cards.samples import Typed

REASONS = (
    "gone",
    "too_large",
    "not_allowed",
    "failed",
    "not_known",
    "usage",
    "cost_centres",
    "expired",
    "taken",
)
PLACES = [
    {"sheet": "Dial-out calls", "row": 12, "column": "Prefix(es)", "detail": None},
    {"sheet": None, "row": None, "column": None, "detail": Typed("'4x9' is no prefix; write digits")},
]


def samples(locale: str) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {
        reason: {"name": Typed("PSTN *July*.zip"), "reason": reason, "places": [], "more": 0}
        for reason in REASONS
    }
    found["rates"] = {"name": Typed("Contoso.xlsx"), "reason": "rates", "places": PLACES, "more": 7}
    return found
