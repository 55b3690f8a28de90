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
    {
        "sheet": "Dial-out calls",
        "row": 12,
        "column": "Prefix(es)",
        "fault": None,
        "values": None,
        "detail": None,
    },
    {
        "sheet": None,
        "row": 3,
        "column": None,
        "fault": "second_centre",
        "values": {"written": Typed("alex@contoso.example"), "number": "2"},
        "detail": None,
    },
    {
        "sheet": None,
        "row": None,
        "column": None,
        "fault": None,
        "values": None,
        "detail": Typed("unpacked, it is far larger than a usage report can be"),
    },
]


def samples(locale: str) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {
        reason: {"name": Typed("PSTN *July*.zip"), "reason": reason, "places": [], "more": 0}
        for reason in REASONS
    }
    found["rates"] = {"name": Typed("Contoso.xlsx"), "reason": "rates", "places": PLACES, "more": 7}
    return found
