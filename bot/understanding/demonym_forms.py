"""The forms of a word for a people, made from the one that dictionaries list; used when tables are built."""

_ENDINGS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "en": (
        ("shman", ("shman", "shmen")),
        ("chman", ("chman", "chmen")),
        ("ese", ("ese",)),
        ("sh", ("sh",)),
        ("ch", ("ch",)),
        ("ss", ("ss",)),
        ("", ("", "s")),
    ),
    "pt": (
        ("ês", ("ês", "esa", "eses", "esas")),
        ("ão", ("ão", "ã", "ães", "ãs", "ões")),
        ("ol", ("ol", "ola", "óis", "olas")),
        ("o", ("o", "a", "os", "as")),
        ("", ("", "s")),
    ),
    "es": (
        ("és", ("és", "esa", "eses", "esas")),
        ("án", ("án", "ana", "anes", "anas")),
        ("ón", ("ón", "ona", "ones", "onas")),
        ("ol", ("ol", "ola", "oles", "olas")),
        ("o", ("o", "a", "os", "as")),
        ("í", ("í", "íes", "ís")),
        ("", ("", "s")),
    ),
    "fr": (
        ("en", ("en", "ens", "enne", "ennes")),
        ("on", ("on", "ons", "onne", "onnes")),
        ("s", ("s", "se", "ses")),
        ("e", ("e", "es")),
        ("", ("", "s", "e", "es")),
    ),
    "de": (
        ("sch", ("sch", "sche", "scher", "sches", "schen", "schem")),
        ("er", ("er", "ern", "erin", "erinnen", "ers")),
        ("e", ("e", "en", "er", "es", "em", "in")),
        ("", ("", "n", "s")),
    ),
    "it": (
        ("co", ("co", "ca", "ci", "che", "chi")),
        ("o", ("o", "a", "i", "e")),
        ("e", ("e", "i")),
        ("ga", ("ga", "gi", "ghe")),
        ("a", ("a", "i", "e")),
        ("", ("",)),
    ),
    "nl": (
        ("sman", ("sman", "sen")),
        ("ees", ("ees", "ese", "ezen")),
        ("aas", ("aas", "ase")),
        ("aan", ("aan", "aanse", "anen", "aans")),
        ("s", ("s", "se")),
        ("sch", ("sch", "sche")),
        ("ër", ("ër", "ërs")),
        ("er", ("er", "ers")),
        ("", ("", "se", "en")),
    ),
}


def forms(word: str, language: str) -> tuple[str, ...]:
    """Gender, number and case of a word for a people, the word itself first."""
    for ending, endings in _ENDINGS[language]:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            return tuple(dict.fromkeys((word, *(stem + e for e in endings))))
    return (word,)
