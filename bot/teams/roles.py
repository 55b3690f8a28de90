"""Roles where no directory is asked: a file's list of admins, or everyone in local mode."""

from bot.question import Role


class EveryoneIsAdmin:
    """Local mode without a list."""

    async def role(self, tenant: str, user: str) -> Role:
        """Always admin."""
        return Role.ADMIN


class ListedAdmins:
    """The users of the file that ADMINS names."""

    def __init__(self, admins: frozenset[str]) -> None:
        self._admins = admins

    async def role(self, tenant: str, user: str) -> Role:
        """Admin for those listed, member for all others."""
        return Role.ADMIN if user in self._admins else Role.MEMBER
