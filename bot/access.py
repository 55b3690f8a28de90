"""Who may see money, and who is an admin where no directory is asked."""

import tomllib
from pathlib import Path

from bot.question import Question, Role, Scope
from bot.settings import SettingsError

MONEY_INTENTS = frozenset({"balance", "usage", "plan_comparison"})
MONEY_ACTIONS_OPEN_TO_ALL = frozenset({"ask", "choose", "estimate_form"})


def refusal_of_money(question: Question) -> str | None:
    """Why this person may not see or change money here: not_admin or not_personal; None if they may."""
    if question.role is not Role.ADMIN:
        return "not_admin"
    if question.scope is not Scope.PERSONAL:
        return "not_personal"
    return None


def refusal(question: Question, intent: str) -> str | None:
    """Why this intent is refused to this person in this place; None when it is not."""
    return refusal_of_money(question) if intent in MONEY_INTENTS else None


def refusal_of_action(question: Question, action: str) -> str | None:
    """Why a pressed button is refused; every button that changes something is for admins in a 1:1 chat."""
    return None if action in MONEY_ACTIONS_OPEN_TO_ALL else refusal_of_money(question)


def read_admins(path: Path | None) -> frozenset[str] | None:
    """User ids of a TOML file's list `admins`; None without a file. Raises SettingsError."""
    if path is None:
        return None
    try:
        admins = tomllib.loads(path.read_text(encoding="utf-8"))["admins"]
    except OSError as error:
        raise SettingsError(f"ADMINS: cannot read {path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError):
        raise SettingsError(f'ADMINS: {path} must be TOML with a list: admins = ["user id", …]') from None
    if not isinstance(admins, list) or not all(isinstance(admin, str) for admin in admins):
        raise SettingsError(f"ADMINS: in {path}, admins must be a list of user ids in quotes")
    return frozenset(admins)
