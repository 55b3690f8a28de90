"""Who organises the demo organisation's meetings, and where its phones are: all invented.

Numbers are of the ranges that regulators keep for film and fiction where there are such (BNetzA, Ofcom,
ARCEP, NANPA), else filled with zeros. As the export does for organisations in Germany, the last three digits
of outside numbers are asterisks.
"""

from typing import NamedTuple

DOMAIN = "contoso.example"


class Organiser(NamedTuple):
    """Someone whose meetings people join by phone."""

    name: str
    country: str
    meetings: int
    """How often, compared with the others."""
    cost_centre: str = ""
    """Empty for the few whom the list of cost centres lacks."""

    @property
    def principal_name(self) -> str:
        """Sign-in name, at a domain that is reserved for examples."""
        return f"{self.name.lower().replace(' ', '.')}@{DOMAIN}".encode("ascii", "ignore").decode()


ORGANISERS = (
    Organiser("Alma Muster", "DE", 18, "Sales"),
    Organiser("Bruno Beispiel", "DE", 14, "Sales"),
    Organiser("Clara Exempel", "DE", 11, "Engineering"),
    Organiser("David Probe", "DE", 9, "Engineering"),
    Organiser("Edda Vorlage", "DE", 7, "Finance"),
    Organiser("Felix Modell", "DE", 6, "Sales"),
    Organiser("Greta Skizze", "DE", 4),
    Organiser("Hugo Entwurf", "DE", 3, "Finance"),
    Organiser("Ivo Exemplo", "PT", 10, "Sales"),
    Organiser("Joana Modelo", "PT", 6, "Support"),
    Organiser("Kit Sample", "GB", 8, "Support"),
    Organiser("Lee Specimen", "GB", 4),
)


class Line(NamedTuple):
    """A number that is called, and how often, compared with the others."""

    country: str
    country_name: str
    number: str
    kind: str
    """toll, toll_free, landline or mobile."""
    calls: int


DIAL_IN = (
    Line("DE", "Germany", "+496990009100", "toll", 34),
    Line("GB", "United Kingdom", "+442079460100", "toll", 12),
    Line("PT", "Portugal", "+351210000100", "toll", 10),
    Line("US", "United States", "+12125550100", "toll", 7),
    Line("BR", "Brazil", "+551100000100", "toll", 4),
    Line("DE", "Germany", "+498000000100", "toll_free", 18),
    Line("GB", "United Kingdom", "+448081570100", "toll_free", 8),
    Line("US", "United States", "+18005550100", "toll_free", 4),
)

DIAL_OUT = (
    Line("DE", "Germany", "+4917139200***", "mobile", 30),
    Line("DE", "Germany", "+4930231250***", "landline", 14),
    Line("PT", "Portugal", "+351910000***", "mobile", 12),
    Line("GB", "United Kingdom", "+447700900***", "mobile", 10),
    Line("FR", "France", "+33639980***", "mobile", 7),
    Line("US", "United States", "+12125550***", "landline", 7),
    Line("BR", "Brazil", "+5511900000***", "mobile", 6),
    Line("IN", "India", "+919000000***", "mobile", 6),
    Line("ES", "Spain", "+34910000***", "landline", 4),
    Line("AT", "Austria", "+43664000***", "mobile", 4),
    Line("AE", "United Arab Emirates", "+971500000***", "mobile", 2),
)

RUSH = next(line for line in DIAL_OUT if line.country == "BR")
"""One day had far more calls to it than any other."""
NEWCOMER = Line("JP", "Japan", "+819000000***", "mobile", 5)
"""Called in the last weeks only."""
