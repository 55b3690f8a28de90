"""What is told of a report before anyone decides to import it."""

from pricing.imports import usage_survey
from pricing.imports.usage_survey import UsageSurvey, survey_usage
from tests.pricing.reports import as_csv, call

ROWS = [
    call("id-1", "2026-07-01T12:00", "0.45"),
    call("id-2", "2026-06-30T12:00", "-1"),
    call("id-3", "2026-07-02T12:00", "0.45"),
    call("id-4", "2026-07-01T13:00", "0.45"),
]


def test_a_survey_counts_rows_and_knows_the_first_and_the_last_call(tmp_path, monkeypatch):
    file = tmp_path / "PSTN.calls.csv"
    file.write_text(as_csv(ROWS), encoding="utf-8")
    noon = 1_782_907_200
    expected = UsageSurvey(4, 1, noon, noon + 86_400)
    for at_once in (1, 5_000):
        monkeypatch.setattr(usage_survey, "ROWS_AT_ONCE", at_once)
        assert survey_usage(file) == expected


def test_a_survey_of_no_rows_knows_no_call(tmp_path):
    file = tmp_path / "PSTN.calls.csv"
    file.write_text(as_csv([]), encoding="utf-8")
    assert survey_usage(file) == UsageSurvey()
