from bot.answers.eligibility_view import Circumstances, eligibility
from pricing.eligibility import judge
from pricing.organisation import AGREEMENTS, Organisation
from tests.cards.samples.availability import TODAY, catalog
from tests.cards.samples.profile_restored import KEPT

ADMIN, MEMBER = Circumstances(told=True), Circumstances(told=False)
READY = Organisation(
    "t",
    country="DE",
    currency="EUR",
    agreement="EA",
    credits_set_up=True,
    licence_assigned=True,
    auto_recharge=True,
    credits_licence_assigned=True,
)


def samples(locale):
    empty = Organisation("t")
    return {
        "ready": _view(READY, positive=True),
        "the demo organisation": _view(READY, Circumstances(told=True, demo=True), positive=True),
        "no balance": _view(READY, positive=False),
        "nothing known": _view(empty),
        "nothing known, to a member": _view(empty, MEMBER),
        "a form that cannot be taken": _view(
            empty, Circumstances(told=True, errors=("agreement", "country"), typed={"auto_recharge": "yes"})
        ),
        "just kept": _view(empty, Circumstances(told=True, kept=KEPT), countries=("BR", "RU", "AD")),
        "another agreement": _view(_with("CSP"), Circumstances(told=True, instead_of="EA")),
        **{agreement: _view(_with(agreement)) for agreement in AGREEMENTS},
        "Russia": _view(READY, positive=True, countries=("RU",)),
    }


def _with(agreement):
    return Organisation("t", country="BR", agreement=agreement, credits_set_up=False)


def _view(profile, circumstances=ADMIN, countries=(), positive=None):
    verdict = judge(profile, catalog(), positive, countries)
    return eligibility(verdict, profile, countries, circumstances, catalog(), TODAY)
