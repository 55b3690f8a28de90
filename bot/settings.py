"""All settings, read once from the environment or a `.env` file; a wrong one stops the start."""

import re
from enum import StrEnum
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.env_file import FILE, unreadable_line

_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

_ID_URI = re.compile(r"api://[^\s/]\S*")


class SettingsError(Exception):
    """A setting is wrong; the message names it and says what is allowed."""


class AppType(StrEnum):
    """How the bot is registered with Azure."""

    SINGLE_TENANT = "SingleTenant"
    MULTI_TENANT = "MultiTenant"
    USER_ASSIGNED_MSI = "UserAssignedMSI"


class CloudName(StrEnum):
    """Whose Teams it is."""

    PUBLIC = "public"
    US_GOVERNMENT = "us-government"


class LogLevel(StrEnum):
    """What is written to the log."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class Settings(BaseSettings):
    """The names that Azure sets are kept; their case does not matter."""

    model_config = SettingsConfigDict(env_file=FILE, extra="forbid", frozen=True, populate_by_name=True)

    app_id: str = Field("", validation_alias="MicrosoftAppId")
    app_password: str = Field("", validation_alias="MicrosoftAppPassword", repr=False)
    app_type: AppType = Field(AppType.SINGLE_TENANT, validation_alias="MicrosoftAppType")
    app_tenant_id: str = Field("", validation_alias="MicrosoftAppTenantId")
    app_certificate: Path | None = Field(None, validation_alias="MicrosoftAppCertificate")
    cloud: CloudName = Field(CloudName.PUBLIC, validation_alias="CLOUD")
    channels: str = Field("msteams", validation_alias="CHANNELS")
    admin_roles: str = Field("", validation_alias="ADMIN_ROLES")
    sso_resource: str = Field("", validation_alias="SSO_RESOURCE")
    identity_endpoint: str = Field("", validation_alias="IDENTITY_ENDPOINT")
    identity_header: str = Field("", validation_alias="IDENTITY_HEADER", repr=False)
    database_url: str = Field("", validation_alias="DATABASE_URL", repr=False)
    database_owner_url: str = Field("", validation_alias="DATABASE_OWNER_URL", repr=False)
    data_dir: Path = Field(Path("data"), validation_alias="DATA_DIR")
    host: str = Field("127.0.0.1", validation_alias="HOST")
    port: int = Field(3978, ge=0, le=65535, validation_alias="PORT")
    metrics_port: int | None = Field(None, ge=0, le=65535, validation_alias="METRICS_PORT")
    admins: Path | None = Field(None, validation_alias="ADMINS")
    tenants: str = Field("", validation_alias="TENANTS")
    charge_includes_connection_fee: bool = Field(False, validation_alias="CHARGE_INCLUDES_CONNECTION_FEE")
    log_level: LogLevel = Field(LogLevel.INFO, validation_alias="LOG_LEVEL")

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("admin_roles")
    @classmethod
    def _template_ids(cls, value: str) -> str:
        if wrong := sorted(one for one in _listed(value) if not _ID.fullmatch(one)):
            raise ValueError(f"{wrong[0]!r} is no template id of a role, 36 characters long")
        return value

    @field_validator("sso_resource")
    @classmethod
    def _id_uri(cls, value: str) -> str:
        if value and not _ID_URI.fullmatch(value):
            raise ValueError("must be the app's id URI, such as api://botid-…")
        return value

    @field_validator("metrics_port", "admins", "app_certificate", mode="before")
    @classmethod
    def _empty_means_unset(cls, value: object) -> object:
        return None if value == "" else value

    def database(self) -> str:
        """The database's URL; a SQLite file in the data folder unless one is set."""
        return self.database_url or f"sqlite+aiosqlite:///{(self.data_dir / 'minutewise.db').absolute()}"

    def enrolled_tenants(self) -> frozenset[str]:
        """Ids of the tenants that may use the bot."""
        return _listed(self.tenants) | (frozenset({self.app_tenant_id}) - {""})

    def admitted_channels(self) -> frozenset[str]:
        """The channels that may talk to the bot."""
        return _listed(self.channels)

    def listed_admin_roles(self) -> frozenset[str]:
        """Template ids of the Entra roles that count as admin; empty for the usual ones."""
        return _listed(self.admin_roles)


def _listed(value: str) -> frozenset[str]:
    """The parts of a setting that lists things with commas."""
    return frozenset(part.strip() for part in value.split(",")) - {""}


def read_settings() -> Settings:
    """Read the environment and `.env`. Raises SettingsError naming each wrong setting or unreadable line."""
    if fault := unreadable_line():
        raise SettingsError(fault)
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(fault) for fault in error.errors())) from None


def _sentence(fault: "object") -> str:
    name = str(fault["loc"][0])  # type: ignore[index]
    if fault["type"] == "extra_forbidden":  # type: ignore[index]
        return f"{name.upper()}: unknown setting in .env; known are {', '.join(setting_names())}"
    return f"{name}: {fault['msg']} (it is {fault['input']!r})"  # type: ignore[index]


def setting_names() -> tuple[str, ...]:
    """Names of all settings as they are written in the environment."""
    return tuple(str(field.validation_alias) for field in Settings.model_fields.values())
