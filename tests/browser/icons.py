"""The app package's icons, each PNG file drawn from its SVG file: `python -m tests.browser.icons`."""

from pathlib import Path

from tests.browser.canvas import open_page

PACKAGE = Path(__file__).parent.parent.parent / "deploy" / "teams"
SIZES = {"color": 192, "outline": 32}


def main() -> None:
    """Draw both icons in the sizes that Teams asks for."""
    with open_page() as page:
        for name, size in SIZES.items():
            drawing = (PACKAGE / f"{name}.svg").read_text(encoding="utf-8")
            page.set_viewport_size({"width": size, "height": size})
            page.set_content(f'<body style="margin:0;line-height:0">{drawing}</body>')
            page.locator("svg").screenshot(path=PACKAGE / f"{name}.png", omit_background=True)


if __name__ == "__main__":
    main()
