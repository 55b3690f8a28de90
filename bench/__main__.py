"""Every benchmark, one after the other. Absolute times are this machine's; ratios travel."""

import runpy
from pathlib import Path


def main() -> None:
    """Run each module of this folder that has something to measure."""
    for file in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        if "def main(" in file.read_text(encoding="utf-8"):
            print(f"== {file.stem.replace('_', ' ')}", flush=True)
            runpy.run_module(f"bench.{file.stem}", run_name="__main__")


if __name__ == "__main__":
    main()
