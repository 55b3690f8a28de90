"""A list of cost centres is read whole or not at all."""

import pytest

from pricing.errors import CostCentreError
from pricing.imports.cost_centre_csv import read_cost_centres


@pytest.fixture
def read(tmp_path):
    def of(text: str):
        file = tmp_path / "staff.csv"
        file.write_text(text, encoding="utf-8")
        return read_cost_centres(file)

    return of


def faults(read, text: str) -> tuple[str, ...]:
    with pytest.raises(CostCentreError) as caught:
        read(text)
    return caught.value.faults


def test_columns_are_found_by_their_headings_whatever_the_delimiter(read):
    found = read("\ufeffName;Department;User Principal Name\nAlex;Sales;ALEX@contoso.example\n")
    assert found.of_user == {"alex@contoso.example": "Sales"}


def test_a_row_without_a_cost_centre_leaves_its_person_unassigned(read):
    found = read("UPN,Cost centre\na@contoso.example,\nb@contoso.example,Sales\n\n")
    assert (found.of_user, found.without) == ({"b@contoso.example": "Sales"}, 1)


def test_every_fault_is_told_with_its_line(read):
    text = "UPN,Cost centre\nnobody,Sales\na@contoso.example,Sales\nA@contoso.example,Finance\n"
    assert faults(read, text) == (
        "2: 'nobody' is no sign-in name such as alma@contoso.example",
        "4: A@contoso.example has another cost centre in line 3; one person has one",
    )


def test_the_same_row_twice_is_no_fault(read):
    twice = "UPN,Cost centre\na@contoso.example,Sales\na@contoso.example,Sales\n"
    assert read(twice).of_user == {"a@contoso.example": "Sales"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1: the first row must name two columns: UPN and Cost centre"),
        ("UPN,Team\na@b.example,c\n", "1: the first row must name two columns: UPN and Cost centre"),
        ("UPN,Cost centre\n", "1: no row names a person and a cost centre"),
        ("UPN,Cost centre\na@b.example," + "x" * 81, "2: a cost centre has at most 80 printable characters"),
        ('UPN,Cost centre\na@b.example,"Sales', "2: cannot be read: unexpected end of data"),
    ],
)
def test_what_cannot_be_a_list_is_refused(read, text, fault):
    assert faults(read, text) == (fault,)


def test_many_faults_are_cut_short(read):
    text = "UPN,Cost centre\n" + "nobody,Sales\n" * 1000
    assert len(faults(read, text)) == 51


def test_a_file_in_another_encoding_is_refused(tmp_path):
    file = tmp_path / "staff.csv"
    file.write_bytes("UPN,Cost centre\na@b.example,Büro\n".encode("latin-1"))
    with pytest.raises(CostCentreError, match="save it as CSV UTF-8"):
        read_cost_centres(file)
