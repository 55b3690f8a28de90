"""Who may see money, and who is an admin where no directory is asked."""

import tomllib
from pathlib import Path

from bot.question import Question, Role, Scope
from bot.settings import SettingsError

MONEY_INTENTS = frozenset({"balance", "usage", "plan_comparison"})
OPEN_ACTIONS = frozenset({"ask", "estimate_form"})
"""What a button may do for everyone; every other one changes something of the organisation's."""


def is_about_money(intent: str, action: str) -> bool:
    """Whether a question tells of the organisation's money, or a button changes something of it."""
    return intent in MONEY_INTENTS or action not in OPEN_ACTIONS


def refusal_of_money(question: Question) -> str | None:
    """Why this person may not see or change money here; None if they may.

    role_unknown, not_admin or not_personal.
    """
    if question.role is not Role.ADMIN:
        return "role_unknown" if question.role is Role.UNKNOWN else "not_admin"
    return None if question.scope is Scope.PERSONAL else "not_personal"


def refusal(question: Question, intent: str, action: str = "ask") -> str | None:
    """Why this question, or this button's action, is refused to this person in this place, if it is."""
    reason = _refusal(question, intent, action)
    return f"file_{reason}" if question.files and reason in ("not_admin", "not_personal") else reason


def _refusal(question: Question, intent: str, action: str) -> str | None:
    return refusal_of_money(question) if is_about_money(intent, action) else None


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
