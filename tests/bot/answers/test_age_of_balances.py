"""M12: every balance says how old it is, and an admin can hold the portal's figure against it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.commands.session import RunMemory
from bot.question import Question, Role
from bot.storage.audit import DatabaseJournal
from bot.turn import Bot
from cards.catalogues import LOCALES, translations
from pricing.organisation import Organisation
from pricing.storage import organisations
from tests.fixtures import recorded
from tests.pricing.reports import call, imported

LAST_CALL = datetime(2026, 7, 14, 6, tzinfo=UTC)
NOW, LATER = LAST_CALL + timedelta(hours=72), LAST_CALL + timedelta(hours=72, seconds=1)
OLD = (
    "The latest call known is more than 72 hours old. Import the newest usage report to bring the balance up "
    "to date."
)
LAG = "Usage reports lag 24 to 48 hours: later calls are not in these figures yet."
LEG = {"count": 20, "country": "DE", "call_type": "toll_free", "line_type": None}
FORM = {"amount": "5", "currency": "EUR", "on": "2026-07-14", "reason": "x"}
SAID = {
    "balance": {"do": "ask", "intent": "balance"},
    "runway": {"do": "ask", "intent": "balance", "topic": "runway"},
    "expiry": {"do": "ask", "intent": "balance", "topic": "expiry"},
    "auto-recharge": {"do": "ask", "intent": "balance", "topic": "auto_recharge"},
    "a top-up recorded": FORM | {"do": "record_top_up", "nonce": "one"},
    "the portal's figure recorded": FORM | {"do": "record_assertion", "nonce": "two"},
    "an estimate": {"do": "ask", "intent": "estimate", "slots": {"legs": [LEG], "minutes": 45}},
}
ALOUD = set(SAID) - {"an estimate"}
"""Where the first lines, which are read aloud and shown as a notification, say a balance or rest on it."""


@pytest.fixture
async def bot(services_on, tmp_path):
    services = services_on(tmp_path / "minutewise.db")
    async with services.database.writing("acme") as connection:
        await organisations.save(connection, Organisation("acme", country="DE", currency="EUR"))
    await recorded.top_up(services, "acme", Decimal("412.50"), "EUR", datetime(2026, 6, 1, tzinfo=UTC))
    await recorded.rate_card(services, "acme", "Contoso EUR", datetime(2026, 6, 1, tzinfo=UTC).date())
    days = [LAST_CALL - timedelta(days=number) for number in range(28)]
    rows = [call(f"id-{day:%d%m}", day.isoformat()[:19], "1.00") for day in days]
    await imported(services.database, "acme", tmp_path / "july.csv", rows)
    return Bot(services, RunMemory(), DatabaseJournal(services.database))


async def asked(bot, locale, now, data=None, text=""):
    question = Question(text, "acme", "ana", "chat", now, Role.ADMIN, data=data or {}, locale=locale)
    return await bot.reply(question)


def plain(text):
    return "".join(text.split())


def is_in(text, reply):
    return plain(text) in plain(reply.text)


@pytest.mark.parametrize("locale", LOCALES)
async def test_every_balance_says_how_old_it_is_in_every_language(bot, locale):
    words = translations(locale).gettext
    for name, data in SAID.items():
        fresh, old = [await asked(bot, locale, now, data) for now in (NOW, LATER)]
        for said in (words("Charges known through"), words(LAG), "6:00"):
            assert is_in(said, fresh), (name, said)
        assert (is_in(words(OLD), fresh), is_in(words(OLD), old)) == (False, True), name
        if name in ALOUD:
            assert plain(words(OLD)) in plain(old.activity["attachments"][0]["content"]["speak"]), name


@pytest.mark.parametrize("locale", LOCALES)
async def test_every_balance_can_be_held_against_the_portals(bot, locale):
    words = translations(locale).gettext
    assert is_in(f"[{words('Compare with the portal')}]", await asked(bot, locale, NOW, SAID["balance"]))
    for name in ("runway", "expiry", "auto-recharge", "an estimate", "a top-up recorded"):
        assert is_in(f"[{words('Check my balance')}]", await asked(bot, locale, NOW, SAID[name])), name


async def test_what_the_portal_says_is_held_against_a_figure_with_its_age(bot):
    reply = await asked(bot, "en", LATER + timedelta(days=1), text="our portal says 400 EUR")
    for said in ("The ledger on that day", "Charges known through", LAG, OLD):
        assert is_in(said, reply), said
