"""What must be set before the server may start; looked at before anything heavy is loaded."""

from bot.settings import AppType, Settings, SettingsError
from bot.teams.hosts import is_loopback


def check(settings: Settings, host: str, local: bool) -> None:
    """Refuse what would leave the bot open or unable to answer. Raises SettingsError."""
    if local:
        if not is_loopback(host):
            raise SettingsError(
                f"--local needs no credentials, so it listens on loopback only, not on {host}"
            )
        return
    if not settings.app_id:
        raise SettingsError("MicrosoftAppId is not set; without it there is only --local, on loopback")
    if settings.app_type is not AppType.MULTI_TENANT and not settings.app_tenant_id:
        raise SettingsError("MicrosoftAppTenantId is not set: it says whose people the bot answers")
    if not settings.enrolled_tenants():
        raise SettingsError("TENANTS is not set: it says whose people a multi-tenant bot answers")
    if not _can_prove_itself(settings):
        raise SettingsError("MicrosoftAppPassword or MicrosoftAppCertificate must be set")


def _can_prove_itself(settings: Settings) -> bool:
    is_managed = settings.app_type is AppType.USER_ASSIGNED_MSI
    return bool(is_managed or settings.app_password or settings.app_certificate)
