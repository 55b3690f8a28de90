from dataclasses import asdict
from functools import cache

from pricing.how_to import TOPICS
from pricing.imports.catalog_files import load_catalog
from pricing.imports.how_to_files import load_how_to


@cache
def _content():
    return load_how_to(load_catalog().sources)


def samples(locale):
    return {topic: _view(_content().entry(topic, locale), locale) for topic in TOPICS}


def _view(entry, locale):
    return {**asdict(entry), "old": True, "untranslated": entry.locale != locale}
