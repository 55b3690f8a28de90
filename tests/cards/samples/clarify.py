from tests.cards.samples import Typed


def _options(*values):
    return [{"value": value, "data": {"do": "ask", "intent": "rates", "slots": {}}} for value in values]


SAMPLES = {
    "a place": {
        "slot": "countries",
        "said": Typed("Georgia"),
        "intent": "rates",
        "options": _options("GE", "US-GA"),
    },
    "an intent": {
        "slot": "intent",
        "said": "",
        "intent": "rates",
        "options": _options("balance", "rates", "how_to/credits"),
    },
    "a kind of line": {
        "slot": "line_type",
        "said": Typed("phone"),
        "intent": "rates",
        "options": _options("landline", "mobile"),
    },
    "a currency": {
        "slot": "currency",
        "said": Typed("crowns"),
        "intent": "estimate",
        "options": _options(Typed("SEK"), Typed("NOK")),
    },
    "many places": {
        "slot": "countries",
        "said": Typed("Guinea"),
        "intent": "availability",
        "options": _options("GN", "GW", "GQ", "PG", "CD", "CG", "KR"),
    },
}
