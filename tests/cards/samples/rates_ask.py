from tests.cards.samples import Typed

SAMPLES = {
    "a country": {"what": "country", "said": None},
    "a number": {"what": "number", "said": Typed("+49 nowhere")},
}
