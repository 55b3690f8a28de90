"""`make cards`: a page with a picture of every card, in languages, themes and widths."""

import argparse
import html
import sys
from collections.abc import Iterable
from pathlib import Path

from cards.catalogues import LOCALES
from cards.renderer import Renderer
from tests.browser.canvas import THEMES, WIDTHS, Canvas, open_canvas, sheet
from tests.cards.samples import FOLLOW_UPS, sampled_cards, samples

OUT = Path("build") / "gallery"


def main() -> int:
    """Writes build/gallery/index.html and the pictures; 1 when a text does not fit."""
    parser = argparse.ArgumentParser(prog="make cards", description=__doc__)
    parser.add_argument("--cards", nargs="*", default=sampled_cards(), metavar="CARD")
    parser.add_argument("--locales", nargs="*", default=list(LOCALES), metavar="LOCALE")
    parser.add_argument("--themes", nargs="*", default=list(THEMES), metavar="THEME")
    parser.add_argument("--widths", nargs="*", type=int, default=[WIDTHS[0]], metavar="PIXELS")
    chosen = parser.parse_args()
    renderer, pictures, misfits = Renderer(chosen.locales), list[str](), list[str]()
    with open_canvas() as canvas:
        for card in chosen.cards:
            for locale in chosen.locales:
                drawn = {
                    title: renderer.render(card, view, locale, FOLLOW_UPS)
                    for title, view in samples(card, locale).items()
                }
                for theme in chosen.themes:
                    for width in chosen.widths:
                        name = f"{card}.{locale}.{theme}.{width}.png"
                        canvas.draw(sheet(drawn), theme, width)
                        canvas.picture(OUT / name)
                        pictures.append(name)
                        misfits += _lines(name, canvas)
    (OUT / "index.html").write_text(_page(pictures), encoding="utf-8")
    print("\n".join(misfits) or "every text fits")
    print(f"{len(pictures)} pictures: {OUT / 'index.html'}")
    return 1 if misfits else 0


def _lines(name: str, canvas: Canvas) -> list[str]:
    return [f"{name}: {one['caption']}: {one['why']}: {one['text']}" for one in canvas.misfits()]


def _page(pictures: Iterable[str]) -> str:
    figure = '<figure><img loading="lazy" src="{0}" alt=""><figcaption>{0}</figcaption></figure>'
    figures = "\n".join(figure.format(html.escape(name)) for name in pictures)
    style = (
        "body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:16px;align-items:start}figure{margin:0}"
    )
    return f'<!doctype html><meta charset="utf-8"><title>Cards</title><style>{style}</style>\n{figures}\n'


if __name__ == "__main__":
    sys.exit(main())
