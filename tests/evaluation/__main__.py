"""`python -m tests.evaluation [--failures]`: how well the test phrasings are understood, per language.

Deterministic, offline, well under a minute. `--failures` also lists every phrasing that was not understood.
"""

import argparse
import sys
from collections.abc import Sequence

from bot.understanding.reader import Reader
from tests.evaluation import table
from tests.evaluation.playing import play
from tests.evaluation.verdict import Verdict, judge
from tests.utterances.heading import LANGUAGES
from tests.utterances.reading_file import of_language

APART = ("other", "follow_ups", "adversarial")
"""Files that are no question alone in a language of ours."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables; 0 whatever they say."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("--failures", action="store_true", help="list what was not understood")
    asked = parser.parse_args(arguments)
    reader = Reader()
    groups = {name: judged(name, reader) for name in (*LANGUAGES, *APART)}
    print(*table.by_language([(name, groups[name]) for name in LANGUAGES]), sep="\n")
    print(*(table.scores(name, groups[name]) for name in APART), sep="\n", end="\n\n")
    print(*table.by_slot([one for name in LANGUAGES for one in groups[name]]), sep="\n", end="\n\n")
    print(*table.where_asking_was_due(one for verdicts in groups.values() for one in verdicts), sep="\n")
    if asked.failures:
        print(*(failure(one) for verdicts in groups.values() for one in verdicts if not one.right), sep="\n")
    return 0


def judged(name: str, reader: Reader) -> list[Verdict]:
    """The verdicts on one utterance file."""
    return [judge(played) for played in play(of_language(name), reader)]


def failure(verdict: Verdict) -> str:
    """One line: where, what was said, what was expected and what was read."""
    phrasing, reading = verdict.played.phrasing, verdict.played.reading
    said = " / ".join((*phrasing.context, phrasing.text))
    wrong = [f"{slot}: {want!r}, read {got!r}" for slot, (want, got) in verdict.wrong_slots.items()]
    if not verdict.intent:
        wrong.insert(0, f"{phrasing.first.intent}, read {reading.intent} {reading.language or ''}".rstrip())
    if not verdict.more:
        read = [one.intent for one in reading.more]
        wrong.append(f"more: {[one.intent for one in phrasing.expected[1:]]}, read {read}")
    asked = " (asked)" if verdict.asked else ""
    return f"{phrasing.file}:{phrasing.line}: {said}{asked}: {'; '.join(wrong)}"


if __name__ == "__main__":
    sys.exit(main())
