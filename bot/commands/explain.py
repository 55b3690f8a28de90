"""`explain`: what was understood of a text, and why; for whoever adds a phrase."""

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from bot.commands import options

if TYPE_CHECKING:
    from bot.understanding.explanation import Explanation
    from bot.understanding.reading import Context

NAME = "explain"
HELP = "what was understood of a text, and why"


def add_arguments(parser: ArgumentParser) -> None:
    """The text and what was said before it."""
    parser.add_argument("text", metavar="TEXT", help="the text")
    parser.add_argument(
        "--after", action="append", default=[], metavar="TEXT", help="a message before it; may be repeated"
    )
    parser.add_argument("--country", metavar="CC", help="the organisation's country, such as BR")
    options.add_json(parser)
    options.add_today(parser)


def run(arguments: Namespace) -> int:
    """Print it."""
    from bot.understanding.explanation import explain
    from bot.understanding.reader import Reader

    reader = Reader()
    context = _context(reader, arguments)
    explanation = explain(reader, arguments.text, context, options.now(arguments).date())
    if arguments.json:
        print(json.dumps(explanation.as_json(), ensure_ascii=False))
    else:
        print("\n".join(_lines(explanation)))
    return 0


def _context(reader: object, arguments: Namespace) -> "Context":
    from bot.conversation import Conversation
    from bot.languages import reply_language

    conversation, now = Conversation(), options.now(arguments)
    for earlier in arguments.after:
        reading = reader.read(earlier, conversation.context(arguments.country), now.date())  # type: ignore[attr-defined]
        language = reply_language(None, reading.language, conversation.language, None, None)
        conversation = conversation.after(reading, language, now)
    return conversation.context(arguments.country)


def _lines(explanation: "Explanation") -> list[str]:
    reading = explanation.reading
    lines = [f"{reading.intent}  {reading.confidence:.2f}"]
    lines += [
        f"  {name}: {value}" for name, value in reading.slots.as_json().items() if value not in (None, [])
    ]
    lines += [f"  carried over: {', '.join(reading.carried)}"] if reading.carried else []
    lines += [f"  refused: {reading.refusal}"] if reading.refusal else []
    if reading.ambiguous:
        options_ = ", ".join(reading.ambiguous.options)
        lines.append(f"  asks for {reading.ambiguous.slot} {reading.ambiguous.said!r}: {options_}")
    lines += [f"  and also: {ask.intent} {ask.slots.topic or ''}".rstrip() for ask in reading.more]
    lines.append(f"  language: {reading.language or 'not decided by the text'}")
    for part in explanation.parts:
        lines += ["", f"part: {part.said}", f"  encoded as: {part.masked}"]
        lines += [f"  {slot}: {value!r} in {said!r}" for said, slot, value in part.spans]
        lines += [
            f"  features: {' '.join(part.atoms)}",
            f"  words that decide: {' '.join(part.content) or '-'}",
        ]
        lines += [f"  {one.probability:.2f} {one.label}  {_reasons(one.reasons)}" for one in part.candidates]
    return lines


def _reasons(reasons: tuple[tuple[str, float], ...]) -> str:
    return ", ".join(f"{name} {weight:+.1f}" for name, weight in reasons)
