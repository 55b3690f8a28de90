"""Settings: a wrong one stops the start with its name and what is allowed."""

import pytest

from bot.settings import SettingsError, read_settings, setting_names


@pytest.fixture(autouse=True)
def _an_empty_environment(monkeypatch, tmp_path):
    for name in setting_names():
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_names_that_azure_sets_are_read_in_any_case(monkeypatch):
    monkeypatch.setenv("MICROSOFTAPPID", "an-id")
    assert read_settings().app_id == "an-id"


def test_without_settings_the_database_is_a_file_in_the_data_folder(tmp_path):
    assert read_settings().database() == f"sqlite+aiosqlite:///{tmp_path}/data/minutewise.db"


def test_a_wrong_value_is_named(monkeypatch):
    monkeypatch.setenv("PORT", "high")
    with pytest.raises(SettingsError, match="PORT: .*integer.*'high'"):
        read_settings()


def test_a_wrong_choice_says_what_is_allowed(monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "loud")
    with pytest.raises(SettingsError, match="LOG_LEVEL: .*DEBUG.*INFO.*WARNING.*ERROR"):
        read_settings()


def test_an_unknown_name_in_the_env_file_is_named(tmp_path):
    (tmp_path / ".env").write_text("DATABASE_URI=sqlite://\n")
    with pytest.raises(
        SettingsError, match=r"DATABASE_URI: unknown setting in \.env; known are .*DATABASE_URL"
    ):
        read_settings()


def test_secrets_are_not_shown(monkeypatch):
    monkeypatch.setenv("MicrosoftAppPassword", "hush")
    assert "hush" not in repr(read_settings())


def test_the_home_tenant_and_the_listed_ones_are_enrolled(monkeypatch):
    monkeypatch.setenv("MicrosoftAppTenantId", "home")
    monkeypatch.setenv("TENANTS", "one, two,")
    assert read_settings().enrolled_tenants() == {"home", "one", "two"}


def test_a_role_that_is_no_template_id_is_named(monkeypatch):
    monkeypatch.setenv("ADMIN_ROLES", "62e90394-69f5-4237-9190-012177145e10, Global Administrator")
    with pytest.raises(SettingsError, match="ADMIN_ROLES: .*'Global Administrator' is no template id"):
        read_settings()


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("HOST=127.0.0.1\n\nMicrosoftAppPassword hush\n", 3),
        ('# secrets\nMicrosoftAppPassword="hush\n', 2),
        ("MicrosoftAppPassword\n", 1),
    ],
)
def test_a_line_of_the_env_file_that_says_nothing_stops_the_start_unprinted(tmp_path, content, line):
    (tmp_path / ".env").write_text(content)
    with pytest.raises(SettingsError, match=rf"line {line}: ") as stopped:
        read_settings()
    assert "hush" not in str(stopped.value)


def test_an_env_file_of_another_encoding_stops_the_start(tmp_path):
    (tmp_path / ".env").write_text("HOST=Zürich\n", encoding="utf-16")
    with pytest.raises(SettingsError, match="not in UTF-8"):
        read_settings()


def test_an_sso_resource_that_is_no_id_uri_is_named(monkeypatch):
    monkeypatch.setenv("SSO_RESOURCE", "https://bot.contoso.com")
    with pytest.raises(SettingsError, match="SSO_RESOURCE: .*id URI, such as api://"):
        read_settings()
