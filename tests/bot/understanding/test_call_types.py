"""Call type, line type and which way a call goes, in eight languages."""

from bot.understanding.slots import Found
from tests.bot.understanding.slot_tables import check


def calls(found: Found) -> str:
    return f"{found.slots.call_type or '-'} {found.slots.line_type or '-'}"


def test_english_calls() -> None:
    check(
        """
        toll-free from German mobiles | toll_free mobile
        call to Brazil | dial_out -
        how much to call Brazil? | dial_out -
        calls from Germany | - -
        people joining from Germany | - -
        what does it cost to call a mobile in Portugal | dial_out mobile
        cost of calls to landlines in India | dial_out landline
        rates for dialing out to cell phones in Mexico | dial_out mobile
        is the 0800 number reachable from a cell? | toll_free mobile
        freephone | toll_free -
        local number in Chile | toll -
        toll number | toll -
        can I call the toll-free number from a mobile | toll_free mobile
        Teams calls me at my desk phone | dial_out landline
        call me | dial_out -
        dial-in from a fixed line | - landline
        calling from Brazil to Portugal | dial_out -
        how much per minute for outbound calls to France | dial_out -
        mobile or landline? | - -
        toll or toll-free? | - -
        how much is a call in Brazil | - -
        what about mobile | - mobile
        and landlines? | - landline
        price to ring somebody in Spain | dial_out -
        inbound calls to our toll-free number in the UK | toll_free -
        """,
        calls,
    )


def test_portuguese_calls() -> None:
    check(
        """
        quanto custa ligar para um celular em Portugal? | dial_out mobile
        ligações para fixo na Argentina | dial_out landline
        ligações da Alemanha | - -
        ligar de um celular | - mobile
        e pro celular? | - mobile
        número gratuito | toll_free -
        0800 no Brasil | toll_free -
        número verde em Portugal a partir do telemóvel | toll_free mobile
        número local em Lisboa | toll -
        discagem externa para a Índia | dial_out -
        quanto fica a chamada pra telefone fixo no Chile | dial_out landline
        posso ligar para o número gratuito pelo celular? | toll_free mobile
        ligo pros EUA toda semana | dial_out -
        quanto sai ligar pro México | dial_out -
        e fixo? | - landline
        as pessoas entram do Brasil | - -
        tarifa toll na Espanha | toll -
        preço da ligação do Brasil para o Japão | dial_out -
        """,
        calls,
    )


def test_spanish_calls() -> None:
    check(
        """
        ¿cuánto cuesta llamar a un móvil en España? | dial_out mobile
        llamadas a fijos en Francia | dial_out landline
        ¿llamadas desde Alemania? | - -
        número gratuito en México | toll_free -
        línea 900 | toll_free -
        sin costo desde celular | toll_free mobile
        número local en Madrid | toll -
        llamadas salientes a Chile | dial_out -
        ¿y a celulares? | - mobile
        ¿y para fijos? | - landline
        precio de una llamada a Perú | dial_out -
        número de peaje | toll -
        """,
        calls,
    )


def test_french_calls() -> None:
    check(
        """
        combien coûte un appel vers un portable en Allemagne ? | dial_out mobile
        appeler un fixe au Brésil | dial_out landline
        appels depuis la France | - -
        numéro vert | toll_free -
        le numéro gratuit marche depuis un mobile ? | toll_free mobile
        numéro payant à Paris | toll -
        appels sortants vers l'Inde | dial_out -
        et pour les portables ? | - mobile
        tarif pour appeler les États-Unis | dial_out -
        numéro local en Suisse | toll -
        prix des communications vers les fixes espagnols | dial_out landline
        """,
        calls,
    )


def test_german_calls() -> None:
    check(
        """
        Was kostet ein Anruf aufs Handy in Indien? | dial_out mobile
        Anrufe nach Brasilien | dial_out -
        ins Festnetz nach Frankreich telefonieren | dial_out landline
        Anrufe aus Deutschland | - -
        gebührenfreie Nummer | toll_free -
        ist die kostenlose Nummer vom Handy erreichbar? | toll_free mobile
        gebührenpflichtige Einwahlnummer in Wien | toll -
        Ortsrufnummer in Chile | toll -
        ausgehende Anrufe in die USA | dial_out -
        und mobil? | - mobile
        und vom Festnetz? | - landline
        Was kostet es, jemanden in Japan anzurufen? | dial_out -
        Das ist toll! | - -
        """,
        calls,
    )


def test_italian_calls() -> None:
    check(
        """
        quanto costa chiamare un cellulare in Germania? | dial_out mobile
        chiamate verso fissi in Brasile | dial_out landline
        chiamate dalla Francia | - -
        numero verde | toll_free -
        numero verde da cellulare | toll_free mobile
        numero a pagamento a Milano | toll -
        chiamate in uscita verso l'India | dial_out -
        e da rete fissa? | - landline
        quanto costa una chiamata in Spagna | dial_out -
        numero locale in Cile | toll -
        """,
        calls,
    )


def test_dutch_calls() -> None:
    check(
        """
        wat kost bellen naar een mobiel in Duitsland? | dial_out mobile
        bellen naar vaste lijnen in Frankrijk | dial_out landline
        oproepen vanuit België | - -
        gratis nummer | toll_free -
        is het 0800-nummer mobiel bereikbaar? | toll_free mobile
        betaald nummer in Amsterdam | toll -
        uitbellen naar India | dial_out -
        en mobiel? | - mobile
        lokaal nummer in Chili | toll -
        """,
        calls,
    )


def test_japanese_calls() -> None:
    check(
        """
        ドイツの携帯への通話料は? | dial_out mobile
        ブラジルに電話するといくら? | dial_out -
        フランスの固定電話にかけると | dial_out landline
        ドイツからの電話 | - -
        フリーダイヤル | toll_free -
        携帯からフリーダイヤルに電話できますか | toll_free mobile
        有料番号はありますか | toll -
        インドへの発信 | dial_out -
        携帯は? | - mobile
        keitai | - mobile
        東京の市内番号 | toll -
        """,
        calls,
    )
