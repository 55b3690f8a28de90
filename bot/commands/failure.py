"""How a command says that it failed: one sentence on standard error."""

import traceback


class CommandFailed(Exception):
    """The command could not do it; the message says what was wrong and what to do."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def unknown_organisation(tenant: str) -> CommandFailed:
    """Every command's answer to a tenant that nobody has set up."""
    return CommandFailed(
        f"no organisation {tenant!r} yet; set it up with: "
        f"python app.py organisation --tenant {tenant} --country CC --currency CUR"
    )


def explained(error: Exception) -> str:
    """An expected fault as its own sentence, an unexpected one with its trace."""
    from bot.settings import SettingsError
    from pricing.errors import PricingError

    if isinstance(error, SettingsError | PricingError):
        return str(error)
    return "".join(traceback.format_exception(error)) + f"unexpected: {error}"
