"""What is wrong with a file, in English, with the key and the values that say it in another language."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "archive_damaged": "the zip archive is damaged: download it again",
    "archive_direct_routing": "the archive holds Direct Routing calls only, "
    "which draw no Communications Credits",
    "archive_encrypted": "{written} is encrypted: import the archive as it was downloaded",
    "archive_without_report": "the archive holds no {written}: it is not the export of a PSTN usage report",
    "call_type_unknown": "{written} is none of toll, toll_free, dial_out",
    "centre_too_long": "a cost centre has at most {number} printable characters",
    "columns_not_named": "the first row must name two columns: UPN and Cost centre",
    "csv_unreadable": "cannot be read: {written}",
    "currency_not_named": "names no currency; it must read like Per Minute Rate in EUR",
    "currency_second": "{written} after {other}; import one currency at a time",
    "currency_second_sheet": "is in {written}, but {where} is in {other}; import one currency at a time",
    "currency_unknown": "{written} is no ISO 4217 code such as EUR",
    "destination_missing": "empty; write the country or area that is called",
    "direct_routing": "this is the Direct Routing report, whose calls draw no Communications Credits: "
    "import PSTN.calls.*.csv",
    "file_empty": "the file is empty",
    "headings_lack": "the headings lack {written}; the first row must name the columns",
    "headings_missing": "no row of headings with Destination and Per Minute Rate",
    "no_centres": "no row names a person and a cost centre",
    "no_rates": "the file holds no rate",
    "no_sheets": 'no sheet named "Dial-in to toll", "Dial-in to toll free" or "Dial-out calls" with rates; '
    "download the workbook again and leave its sheets' names",
    "not_utf8": "not UTF-8; save it as CSV UTF-8",
    "not_workbook": "not an Excel workbook (.xlsx); save it as one",
    "number_type_unknown": "{written} is no number type; "
    "write All Number Types, Wireline, Wireless or Premium",
    "no_usage_report": "not a PSTN usage report: its first line names none of its columns; "
    "export it in the Teams admin center under Analytics & reports > Usage reports",
    "origin_unknown": "{written} is no country that is known; write its English name, or All",
    "prefix_wrong": "{written} is no prefix; write digits with the country code first, such as 4915",
    "prefixes_missing": "empty; write the prefixes that are called, such as 4915, 4916",
    "price_missing": "empty; write a number such as 0.0085",
    "price_twice": "another price for the same calls stands at row {number}; keep one of them",
    "price_twice_in_sheet": "another price for the same calls stands at {where}, row {number}; "
    "keep one of them",
    "price_wrong": "{written} is no price; write a number of at most six decimals, such as 0.0085",
    "rest_not_read": "the rest was not read",
    "second_centre": "{written} has another cost centre in line {number}; one person has one",
    "sign_in_wrong": "{written} is no sign-in name such as alma@contoso.example",
    "too_large": "larger than {number} MB",
    "too_large_workbook": "larger than {number} MB; remove other sheets",
    "too_large_unpacked": "too large once unpacked; remove other sheets",
    "too_many_rows": "more than {number:,} rows",
    "usage_report_lacks": "not a whole PSTN usage report: its first line lacks {written}; "
    "export it in the Teams admin center under Analytics & reports > Usage reports",
    "workbook_damaged": "the workbook is damaged ({written}); download it again",
}
"""By key; the values in braces are what a file says, or numbers."""


class Told(str):
    """A sentence of SENTENCES with its values in it, before it the line where there is one."""

    key: str
    values: Mapping[str, str]
    line: int | None


def told(key: str, line: int | None = None, **values: object) -> Told:
    """The sentence; raises KeyError on an unknown key or a value that is missing."""
    sentence = SENTENCES[key].format(**values)
    one = Told(f"{line}: {sentence}" if line is not None else sentence)
    one.key, one.line = key, line
    one.values = {name: str(value) for name, value in values.items()}
    return one
