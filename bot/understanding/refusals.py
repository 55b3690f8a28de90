"""What must be refused, by rule: secrets, other organisations' data, instructions to misbehave."""

import re

from bot.understanding.concepts import Concepts
from bot.understanding.cues import Cues
from bot.understanding.text import Text

_SHOWN_COMPANIES = (
    "contoso", "fabrikam", "northwind", "litware", "proseware", "tailspin", "woodgrove", "adatum", "wingtip",
    "acme", "adventure works", "alpine ski", "fourth coffee", "lamna", "relecloud", "vanarsdel", "initech",
    "trey research",
)  # fmt: skip
_COMPANY = re.compile(r"(?<![a-z])(?:" + "|".join(_SHOWN_COMPANIES) + r")(?![a-z])", re.IGNORECASE)
_THEIRS = re.compile(_COMPANY.pattern + r"['’]s\b", re.IGNORECASE)
_TENANT_OF = re.compile(r"\btenants?\b", re.IGNORECASE)
_TENANT = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[\w-]+\.onmicrosoft\.com"
    r"|\btenant\s*(?:id\s*)?[:=#]\s*\S+",
    re.IGNORECASE,
)
_SECRETS = re.compile(
    r"\.env\b|DATABASE_URL|MicrosoftApp(?:Password|Id)|/etc/(?:passwd|shadow)", re.IGNORECASE
)
_CODE = re.compile(
    r"\b(?:select\s+.+\s+from|union\s+select|drop\s+(?:table|database)|delete\s+from|insert\s+into"
    r"|update\s+\w+\s+set|alter\s+table|truncate\s+table|exec\s*\()|'\s*(?:or|and)\s+'?1'?\s*=\s*'?1|;\s*--"
    r"|<\s*script|\$\{\s*jndi|\{\{.+\}\}|\{%.+%\}|__import__|os\.system|\brm\s+-rf\b|\.\./\.\./"
    r"|<\|?(?:system|im_start)\|?>|\[/?INST\]|javascript:|onerror\s*=|1=1|\bxp_cmdshell\b|\bcat\s+/"
    r"|process\.env|\$env:",
    re.IGNORECASE | re.DOTALL,
)
_MONEY = frozenset({"balance", "credit", "spend", "invoice", "money", "top_up", "audit", "report"})


class Refusals:
    """Finds the reason why a text, or a part of it, is refused."""

    def __init__(self, cues: Cues, concepts: Concepts) -> None:
        self._cues = cues
        self._concepts = concepts

    def reason(self, text: Text) -> str | None:
        """secrets, other_tenant or instructions; None when nothing speaks for it."""
        found = self._cues.refusal.find(text)
        if "other_tenant" in found or self._names_another(text):
            return "other_tenant"
        if "instructions" in found or _CODE.search(text.said):
            return "instructions"
        return "secrets" if "secrets" in found or _SECRETS.search(text.said) else None

    def _names_another(self, text: Text) -> bool:
        if not (_COMPANY.search(text.said) or _TENANT.search(text.said)):
            return False
        if _TENANT_OF.search(text.said):
            return True
        about = self._concepts.find(text)
        return bool(_MONEY & about) or ("price" in about and bool(_THEIRS.search(text.said)))
