"""The tables of the evaluation: a line per language, a line per slot."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from tests.evaluation.verdict import SLOTS, WITHOUT_SLOTS, Verdict, essential

_HEAD = f"{'':14}{'count':>6}{'intent':>8}{'slots':>8}{'countries':>11}{'right':>8}{'asked':>8}{'wrong':>8}"


def scores(name: str, verdicts: Sequence[Verdict]) -> str:
    """Shares in percent; wrong is answered with a wrong reading."""
    shares = [
        _share(verdicts, lambda one: one.intent),
        _share(verdicts, lambda one: one.slots),
        _share(verdicts, lambda one: one.countries),
        _share(verdicts, lambda one: one.right),
        _share(verdicts, lambda one: one.asked),
        _share(verdicts, lambda one: one.wrong_answer),
    ]
    widths = (8, 8, 11, 8, 8, 8)
    columns = "".join(f"{share:>{width}.1f}" for share, width in zip(shares, widths, strict=True))
    return f"{name:14}{len(verdicts):>6}{columns}"


def by_language(groups: Iterable[tuple[str, Sequence[Verdict]]]) -> Iterator[str]:
    """A line for each group, and one for all."""
    yield _HEAD
    every: list[Verdict] = []
    for name, verdicts in groups:
        every += verdicts
        yield scores(name, verdicts)
    yield scores("all", every)


def by_slot(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """How many times each slot was said, and its precision and recall where the intent is right."""
    yield f"{'':14}{'said':>6}{'precision':>11}{'recall':>8}"
    subject = [
        one for one in verdicts if one.intent and one.played.phrasing.first.intent not in WITHOUT_SLOTS
    ]
    for slot in SLOTS:
        yield _slot(slot, subject)


def where_asking_was_due(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Places with several meanings: how often a meaning was picked without asking."""
    due = [one for one in verdicts if one.must_ask]
    guessed = sum(not one.asked for one in due)
    yield f"asking was due {len(due)} times, and {guessed} times it was guessed instead"


def _slot(slot: str, verdicts: Sequence[Verdict]) -> str:
    said = read = right = 0
    for one in verdicts:
        expected = one.played.phrasing.first
        wanted = getattr(essential(expected.slots, expected.intent), slot)
        got = getattr(essential(one.played.reading.slots, expected.intent), slot)
        is_right = slot not in one.wrong_slots
        said += bool(wanted) and not (slot in expected.optional and not got)
        read += bool(got)
        right += is_right and bool(got)
    return f"{slot:14}{said:>6}{_percent(right, read):>11}{_percent(right, said):>8}"


def _share(verdicts: Sequence[Verdict], holds: Callable[[Verdict], bool]) -> float:
    return 100 * sum(holds(one) for one in verdicts) / len(verdicts) if verdicts else 0.0


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"
