"""What a card takes to be rendered: CPU per card of every sample, beside writing it out as JSON.

python -m bench.cards
"""

import json
import statistics
import time

from cards.renderer import Renderer
from tests.cards.samples import FOLLOW_UPS, sampled_cards, samples

LOCALES = ("en", "de", "ja")
TIMES = 15


def main() -> None:
    """Print the median over all samples and the slowest ones."""
    renderer, costs, written = Renderer(LOCALES), {}, []
    for locale in LOCALES:
        for card in sampled_cards():
            for name, view in samples(card, locale).items():
                times = [_ms(renderer, card, view, locale) for _ in range(TIMES)]
                costs[f"{card}: {name} ({locale})"] = statistics.median(times[1:])
                written.append(_json_ms(renderer.render(card, view, locale)))
    median = statistics.median(costs.values())
    print(f"{'a card, median, ms of CPU':<50}{median:>12.2f}")
    print(f"{'the same, in times of writing it as JSON':<50}{median / statistics.median(written):>12.1f}")
    for name, cost in sorted(costs.items(), key=lambda one: -one[1])[:5]:
        print(f"{name[:49]:<50}{cost:>12.2f}")


def _ms(renderer: Renderer, card: str, view: object, locale: str) -> float:
    began = time.process_time()
    renderer.render(card, view, locale, FOLLOW_UPS)
    return (time.process_time() - began) * 1000


def _json_ms(card: object) -> float:
    began = time.process_time()
    for _ in range(TIMES):
        json.dumps(card)
    return (time.process_time() - began) * 1000 / TIMES


if __name__ == "__main__":
    main()
