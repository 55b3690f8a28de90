"""ISO codes in a text: read as countries only where they cannot be words."""

from collections.abc import Sequence

from bot.understanding.text import Text, Token

_WORDS_IN_SOME_LANGUAGE = frozenset(
    """ad ai al am an ar as at au ba be bi bo by ca cc cd ch ci cm co cv de do dm ee el en er es et eu fi fm fo
    ga ge gl gm go gp gt ha he hi hm hr ht id ie il im in io ir is it je ke kg km la lc li lo lu ma mb md me mg mi ml mm
    mo mp mr ms mt mu mv my na ne nf ni no np nu of og om on op or pa pc pe pf pg pm pn pr ps pw re ro sa sc sd
    se sh si sm so ss st su ta tc td te tf tg ti tk tl tm tn to tv um us va vc ve vi vs vu we wf
    ws ye yt gg ai bs bv cf ck cx eh er fk gf gi gn gs gu gw hm io ki km lb ls me mh mw mz nf
    sb sl sn sr st sx sy tj to""".split()
)
_WEAK_CAPITALS = frozenset(
    "AI AM AC AS BI CC CD CV DM HR ID IM IT MS PC PM PR PS SA SM TF TN TV VA IN NO IS SO DO BE ME".split()
)
"""Capitals that mean something else in an office; a country only beside other codes or after a preposition."""
_NEVER = frozenset("AC TF MS CC PS AI PC TV CV CD".split())
_OFFICE = frozenset(
    """team department dept admin admins administrator administrators manager support staff guy guys person people pro pros helpdesk
    director services service desk policy our my your their his her work works working worked head lead conference user tenant meeting
    call caller app order equipe time departamento área setor administrador técnico equipo dipartimento reparto abteilung leiter
    équipe responsable afdeling beheerder systems infrastructure security budget""".split()
)
_PREPOSITIONS = frozenset(
    """to from in for of at en em para pra de do da nach aus für von in im à au du pour depuis a per da verso naar uit voor van
    rate rates call calls price prices country dial calling about versus vs and or e y et und o ou oder con""".split()
)
_TELEPHONY = frozenset(
    "toll number numbers mobile mobiles landline landlines cell cells phone phones dial rate rates tollfree based callers participants prices".split()
)
_WORDS_OF_THREE = frozenset(
    """and are bra can che col com cok cub deu dom est fin fra gin gum hun ind ita jam ken lie mac mar mus nam ner nic nor pan per
    pol pri slb som sur tun ven aus bel bol ton tur cog mli aut not esp isl""".split()
)
_LISTING = frozenset(",/&;+")
_LISTING_WORDS = frozenset("and or e y et und en o ou oder vs versus".split())


class CodeReader:
    """Reads two and three capital letters, or small ones that are no word, as a country."""

    def __init__(self, two: frozenset[str], three: dict[str, str]) -> None:
        self._two = two
        self._three = three

    def read(self, text: Text, words: Sequence[Token], at: int) -> str | None:
        """The country that the code at a word stands for, or None."""
        said = words[at].said
        code = self._code(said)
        if code is None or self._follows_number(text, words, at):
            return None
        if self._is_sure(said, text.shouts) or self._is_listed(text, words, at):
            return None if self._is_office_word(said, words, at) else code
        return code if self._is_american(words, at) else None

    def _code(self, said: str) -> str | None:
        if not said.isascii() or not (said.isupper() or said.islower()):
            return None
        upper = said.upper()
        if len(said) == 2:
            return upper if upper in self._two and upper not in _NEVER else None
        return self._three.get(upper) if len(said) == 3 else None

    def _is_sure(self, said: str, shouts: bool) -> bool:
        if said.isupper() and not shouts:
            return True
        lowered = said.lower()
        return lowered not in (_WORDS_IN_SOME_LANGUAGE if len(said) == 2 else _WORDS_OF_THREE)

    def _follows_number(self, text: Text, words: Sequence[Token], at: int) -> bool:
        return (
            at > 0
            and words[at - 1].said[0].isdigit()
            and text.said[words[at - 1].end : words[at].start].strip() == ""
        )

    def _is_office_word(self, said: str, words: Sequence[Token], at: int) -> bool:
        if said not in _WEAK_CAPITALS:
            return False
        near = {w.folded for w in words[max(0, at - 2) : at + 3]}
        before = words[at - 1].folded if at else ""
        return bool(near & _OFFICE) or before not in _PREPOSITIONS | _LISTING

    def _is_listed(self, text: Text, words: Sequence[Token], at: int) -> bool:
        """Whether a sure code stands beside it in a list: "br, de" or "uk and us"."""
        return self._sure_beyond(words, at, 1, text.shouts) or self._sure_beyond(words, at, -1, text.shouts)

    def _sure_beyond(self, words: Sequence[Token], at: int, step: int, shouts: bool) -> bool:
        sign, beyond = at + step, at + 2 * step
        while 0 <= sign < len(words) and 0 <= beyond < len(words):
            if words[sign].said not in _LISTING and not (
                words[sign].folded in _LISTING_WORDS and words[at].folded in {"us", "it", "in", "de", "es"}
            ):
                return False
            said = words[beyond].said
            if (self._code(said) or said.lower() in {"uk", "eu"}) and self._is_sure(said, shouts):
                return True
            if self._code(said) is None:
                return False
            sign, beyond = sign + 2 * step, beyond + 2 * step
        return False

    def _is_american(self, words: Sequence[Token], at: int) -> bool:
        """Small "us" as a country: "the us", "us toll free", never "tell us"."""
        if words[at].folded != "us":
            return False
        before = words[at - 1].folded if at else ""
        after = words[at + 1].folded if at + 1 < len(words) else ""
        return before == "the" or (
            after in _TELEPHONY
            and before not in {"give", "tell", "let", "show", "send", "offer", "get", "for"}
        )
