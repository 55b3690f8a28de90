from tests.cards.samples import Typed

NONE = {"demo": True, "name": Typed("Marketing"), "known": [], "more": 0}
KNOWN = [
    {"name": Typed(name), "slots": {"cost_centre": name, "period": "2026-06"}}
    for name in ("Finance", "Sales")
]
SAMPLES = {
    "some are known": NONE | {"known": KNOWN},
    "many are known": NONE | {"known": KNOWN, "more": 7},
    "none are known": NONE,
}
