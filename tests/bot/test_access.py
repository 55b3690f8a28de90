"""Who may see and change money."""

from datetime import UTC, datetime

import pytest

from bot import access
from bot.answers import ACTIONS
from bot.question import Question, Role, Scope
from bot.settings import SettingsError


def question(role=Role.ADMIN, scope=Scope.PERSONAL):
    return Question("", "tenant", "user", "chat", datetime(2026, 7, 15, tzinfo=UTC), role, scope)


@pytest.mark.parametrize("intent", ["balance", "usage", "plan_comparison"])
@pytest.mark.parametrize("scope", list(Scope))
@pytest.mark.parametrize("role", list(Role))
def test_money_is_for_admins_in_a_personal_chat_alone(role, scope, intent):
    allowed = role is Role.ADMIN and scope is Scope.PERSONAL
    assert (access.refusal(question(role, scope), intent) is None) == allowed


@pytest.mark.parametrize("intent", ["availability", "eligibility", "rates", "estimate", "how_to", "help"])
def test_everything_else_is_open_to_all(intent):
    assert access.refusal(question(Role.GUEST, Scope.CHANNEL), intent) is None


def test_a_member_is_told_of_the_role_and_an_admin_in_a_channel_of_the_place():
    assert access.refusal(question(Role.MEMBER), "balance") == "not_admin"
    assert access.refusal(question(Role.ADMIN, Scope.CHANNEL), "balance") == "not_personal"


def test_a_button_that_changes_something_is_refused_to_members():
    assert access.refusal(question(Role.MEMBER), "balance", "record_top_up") == "not_admin"


def test_admins_are_read_from_a_file(tmp_path):
    (tmp_path / "admins.toml").write_text('admins = ["ana", "ben"]')
    assert access.read_admins(tmp_path / "admins.toml") == {"ana", "ben"}


def test_without_a_file_there_is_no_list_and_a_missing_one_stops_the_start(tmp_path):
    assert access.read_admins(None) is None
    with pytest.raises(SettingsError, match="ADMINS: cannot read"):
        access.read_admins(tmp_path / "missing.toml")


@pytest.mark.parametrize("text", ["admins = 3", "who = []", "admins = [", "admins = [1]"])
def test_a_broken_file_of_admins_stops_the_start(tmp_path, text):
    (tmp_path / "admins.toml").write_text(text)
    with pytest.raises(SettingsError, match="ADMINS: .*admins.toml"):
        access.read_admins(tmp_path / "admins.toml")


def test_every_open_action_is_one_that_a_button_really_has():
    assert access.OPEN_ACTIONS - {"ask"} <= set(ACTIONS)


def test_the_estimate_form_is_open_to_members_in_a_channel():
    assert access.refusal(question(Role.MEMBER, Scope.CHANNEL), "estimate", "estimate_form") is None
