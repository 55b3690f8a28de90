"""The Teams app package: manifest, words of eight languages and icons in one zip.

`make package BOT_ID=… HOST=…` runs it; it needs nothing but Python.
"""

import argparse
import json
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGES = {"website": "websiteUrl", "privacy": "privacyUrl", "terms": "termsOfUseUrl"}
SERVED = {"website": "", "privacy": "privacy", "terms": "terms"}
"""Paths at which the bot's own server has a page, where none is given."""
ICONS = ("color.png", "outline.png")
TAGS = {"pt-BR": "pt", "es": "es", "fr": "fr", "de": "de", "it": "it", "nl": "nl", "ja": "ja"}
"""Teams' tag of each language beside English; `pt` serves Brazil and Portugal."""
PERSONAL = (
    "help", "balance", "runway", "usage", "plan_comparison", "rates", "availability", "eligibility",
    "estimate", "buy", "auto_recharge", "charges",
)  # fmt: skip
ALOUD = tuple(one for one in PERSONAL if one not in ("balance", "runway", "usage", "plan_comparison"))
"""Commands of teams and group chats, where no money of the organisation is told."""
LISTS = ((("personal",), PERSONAL), (("team", "groupChat"), ALOUD))
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
NAME = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.IGNORECASE)
FIRST_OF_ZIP = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the same input gives the same bytes."""


class Wrong(Exception):
    """What was given cannot make a package; the text says what to do."""


def main() -> int:
    """Writes the zip and prints its name; 2 when something given is missing or wrong."""
    parser = argparse.ArgumentParser(prog="make package", description=__doc__)
    parser.add_argument("--bot-id", default="", help="the bot's Microsoft App ID, a GUID")
    parser.add_argument("--host", default="", help="the host name of its messaging endpoint")
    parser.add_argument("--sso-resource", default="", help="the app's id URI, as the setting SSO_RESOURCE")
    for page in PAGES:
        parser.add_argument(
            f"--{page}", default="", help="https address of your own page; by default one that the bot serves"
        )
    parser.add_argument("--out", type=Path, default=Path("build") / "minutewise-teams.zip")
    given = parser.parse_args()
    try:
        pages = {page: getattr(given, page) for page in PAGES}
        whole = manifest(given.bot_id.strip(), given.host.strip(), pages)
        whole |= single_sign_on(whole["id"], given.sso_resource.strip())
    except Wrong as wrong:
        print(f"no package was made: {wrong}", file=sys.stderr)
        return 2
    write(whole, given.out)
    print(given.out)
    return 0


def manifest(bot_id: str, host: str, pages: Mapping[str, str]) -> dict[str, Any]:
    """The manifest with its English words. Raises Wrong."""
    if not GUID.fullmatch(bot_id):
        raise Wrong(f"BOT_ID must be the bot's Microsoft App ID, a GUID, and is {bot_id or 'missing'!r}")
    if not NAME.fullmatch(host):
        raise Wrong(f"HOST must be a host name such as bot.contoso.com, and is {host or 'missing'!r}")
    whole: dict[str, Any] = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
    words = said("en")
    whole |= {
        "id": bot_id.lower(),
        "developer": {"name": whole["name"]["short"], **_addresses(host, pages)},
        "description": {"short": words["short"], "full": words["full"].strip()},
        "localizationInfo": {
            "defaultLanguageTag": "en",
            "additionalLanguages": [{"languageTag": tag, "file": f"{tag}.json"} for tag in TAGS.values()],
        },
        "validDomains": [host.lower()],
    }
    for part in (*whole["bots"], *whole["composeExtensions"]):
        part["botId"] = bot_id.lower()
    whole["bots"][0]["commandLists"] = [_command_list(words, *one) for one in LISTS]
    search = whole["composeExtensions"][0]["commands"][0]
    search |= {"title": words["search"]["title"], "description": words["search"]["description"]}
    search["parameters"][0] |= {
        "title": words["search"]["parameter"],
        "description": words["search"]["parameter_description"],
    }
    return whole


def single_sign_on(bot_id: str, resource: str) -> dict[str, Any]:
    """What the manifest says for Teams to bring people's tokens; nothing without a resource. Raises Wrong."""
    if resource and not re.fullmatch(r"api://[^\s/]\S*", resource):
        raise Wrong(f"SSO_RESOURCE must be the app's id URI, such as api://botid-…, and is {resource!r}")
    return {"webApplicationInfo": {"id": bot_id, "resource": resource}} if resource else {}


def _addresses(host: str, pages: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for page, field in PAGES.items():
        address = pages.get(page) or f"https://{host.lower()}/{SERVED[page]}"
        if not re.fullmatch(r"https://\S+", address):
            raise Wrong(f"{page.upper()} must be an https address, and is {address!r}")
        found[field] = address
    return found


def _command_list(
    words: Mapping[str, Any], scopes: tuple[str, ...], names: tuple[str, ...]
) -> dict[str, Any]:
    pairs = [words["commands"][name] for name in names]
    return {
        "scopes": list(scopes),
        "commands": [{"title": title, "description": description} for title, description in pairs],
    }


def said(locale: str) -> dict[str, Any]:
    """The words of a language."""
    return tomllib.loads((HERE / "words" / f"{locale}.toml").read_text(encoding="utf-8"))


def localisation(words: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[str, str]:
    """The same words as Teams reads them for another language: each by its place in the manifest."""
    found = {
        "$schema": whole["$schema"].replace("MicrosoftTeams.schema", "MicrosoftTeams.Localization.schema"),
        "name.short": whole["name"]["short"],
        "name.full": whole["name"]["full"],
        "description.short": words["short"],
        "description.full": words["full"].strip(),
    }
    for at, (_, names) in enumerate(LISTS):
        for number, name in enumerate(names):
            place = f"bots[0].commandLists[{at}].commands[{number}]"
            found[f"{place}.title"], found[f"{place}.description"] = words["commands"][name]
    place, search = "composeExtensions[0].commands[0]", words["search"]
    return found | {
        f"{place}.title": search["title"],
        f"{place}.description": search["description"],
        f"{place}.parameters[0].title": search["parameter"],
        f"{place}.parameters[0].description": search["parameter_description"],
    }


def write(whole: Mapping[str, Any], path: Path) -> None:
    """The zip, all its files at its top."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in _files(whole):
            entry = zipfile.ZipInfo(name, FIRST_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)


def _files(whole: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    yield "manifest.json", _json(whole)
    for locale, tag in TAGS.items():
        yield f"{tag}.json", _json(localisation(said(locale), whole))
    for icon in ICONS:
        yield icon, (HERE / icon).read_bytes()


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


if __name__ == "__main__":
    sys.exit(main())
