from datetime import UTC, datetime

from tests.cards.samples import Typed

_TOLD = {
    "at": datetime(2026, 7, 15, 12, tzinfo=UTC),
    "user": Typed("ana@contoso.example"),
    "deed": "balance/runway",
    "fields": [],
    "scope": "personal",
    "refused": False,
}
_REFUSED = {**_TOLD, "deed": "usage", "scope": "channel", "refused": True}
_CHANGED = {**_TOLD, "deed": "record_top_up"}
_PROFILE = {**_TOLD, "deed": "save_profile", "fields": ["agreement", "licence_assigned"]}
SAMPLES = {
    "some lines": {"deeds": [_CHANGED, _PROFILE, _REFUSED, _TOLD], "most": 15, "sources": []},
    "nothing yet": {"deeds": [], "most": 15, "sources": []},
}
