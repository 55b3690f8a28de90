"""Sums, products and agreements."""

from tests.bot.understanding.slot_tables import check, slots


def test_sums_have_a_currency() -> None:
    check(
        """
        412.50 EUR | amount=412.5 currency=EUR
        EUR 412,50 | amount=412.5 currency=EUR
        R$ 50 | amount=50 currency=BRL
        1.234,56 € | amount=1234.56 currency=EUR
        $1,234.56 | amount=1234.56 currency=USD
        500 euros | amount=500 currency=EUR
        mil reais | amount=1000 currency=BRL
        US$ 300 | amount=300 currency=USD
        £20 | amount=20 currency=GBP
        5000円 | amount=5000 currency=JPY
        ¥5000 | amount=5000 currency=JPY
        CHF 99.90 | amount=99.9 currency=CHF
        """,
        slots,
    )


def test_products_and_agreements_have_one_name() -> None:
    check(
        """
        MCOMEETACPEA | feature=audio_conferencing
        mcopstnpp | feature=communications_credits
        Communications Credits | feature=communications_credits
        Créditos de Comunicação | feature=communications_credits
        Guthaben für Kommunikation | feature=communications_credits
        pay-per-minute | feature=audio_conferencing
        Audioconferência | feature=audio_conferencing
        電話会議 | feature=audio_conferencing
        we have an EA | agreement=EA
        we buy through CSP | agreement=CSP
        temos contrato EAS | agreement=EAS
        MPSA or MCA? | agreement=MPSA
        Enterprise Agreement | agreement=EA
        über einen Händler | agreement=CSP
        Microsoft Customer Agreement | agreement=MCA
        open license | agreement=OPEN
        web direct | agreement=WEB_DIRECT
        """,
        slots,
    )
