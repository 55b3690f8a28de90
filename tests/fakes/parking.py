"""What the connector asks where it may write, kept in a set."""


class FakeParking:
    """Stands for `bot.teams.parking.InDatabase`."""

    def __init__(self) -> None:
        self.parked: set[tuple[str, str]] = set()

    async def park(self, tenant: str, conversation: str) -> None:
        """Keep it."""
        self.parked.add((tenant, conversation))

    async def unpark(self, tenant: str, conversation: str) -> None:
        """Let it go."""
        self.parked.discard((tenant, conversation))

    async def is_parked(self, tenant: str, conversation: str) -> bool:
        """Whether it is kept."""
        return (tenant, conversation) in self.parked
