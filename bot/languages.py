"""Which language a reply is written in."""

from collections.abc import Iterable

LOCALES = ("en", "pt-BR", "es", "fr", "de", "it", "nl", "ja")
"""The languages spoken, as the replies name them."""
_BY_LANGUAGE = {locale.split("-")[0]: locale for locale in LOCALES}


def spoken(tag: str | None) -> str | None:
    """Our locale for a language tag such as pt-PT or DE_de; None when the language is not spoken."""
    if not tag:
        return None
    return _BY_LANGUAGE.get(tag.replace("_", "-").split("-")[0].lower())


def reply_language(
    chosen: str | None,
    of_the_text: str | None,
    last: str | None,
    of_the_client: str | None,
    of_the_organisation: str | None,
) -> str:
    """The first that decides: the person's choice, the text, the last reply, the client, the organisation.

    A text in a language that is not spoken gets English.
    """
    if chosen:
        return chosen
    if of_the_text:
        return spoken(of_the_text) or "en"
    return _first_spoken([last, of_the_client, of_the_organisation]) or "en"


def _first_spoken(tags: Iterable[str | None]) -> str | None:
    return next((locale for tag in tags if (locale := spoken(tag))), None)
