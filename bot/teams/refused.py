"""What is said to a request that may not come in."""


class Refused(Exception):
    """The request is turned away before any turn; the reason is a code, free of personal data."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        """HTTP status: 400, 401, 403, 413 or 415."""
        self.reason = reason
        """A short code for logs and metrics, such as `token_expired`."""
