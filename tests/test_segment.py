"""Segmentation: sentences, quotations, datelines and furniture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.packs import load_pack
from claimtrack.quotes import find_quotes
from claimtrack.segment import segment

PACK = load_pack("id")
SENTENCES = [
    ("Air surut. Warga pulang.", ["Air surut.", "Warga pulang."]),
    ("Harga Rp 1.500 per kg. Naik 2,5 persen.", ["Harga Rp 1.500 per kg.", "Naik 2,5 persen."]),
    ("Rapat pukul 19.30 WIB. Semua hadir.", ["Rapat pukul 19.30 WIB.", "Semua hadir."]),
    ("Menurut Dr. H. M. Amin, S.H., air surut. Ia pulang.", ["Menurut Dr. H. M. Amin, S.H., air surut.", "Ia pulang."]),
    ("Saham PT Muara Tbk. naik.", ["Saham PT Muara Tbk. naik."]),
    ("Lihat muara.example/hasil.html untuk daftar. Panitia menunggu.", None),
    ("Air surut.Warga pulang.", ["Air surut.", "Warga pulang."]),
    ('"Air surut. Kami pulang," kata Rahmat.', ['"Air surut. Kami pulang," kata Rahmat.']),
    ('"Air surut." Rahmat pulang.', ['"Air surut."', "Rahmat pulang."]),
    ("Benarkah? Tidak! Warga diam...", ["Benarkah?", "Tidak!", "Warga diam..."]),
    ("LAMURU, SAGARA - Air surut.", ["Air surut."]),
    ("MUARA.id, Jakarta – Air surut.", ["Air surut."]),
    ("Air - dan lumpur - surut.", ["Air - dan lumpur - surut."]),
    ("ADVERTISEMENT\nAir surut.", ["Air surut."]),
    ("Air surut.\nBaca juga: Banjir Lagi di Muara\nWarga pulang.", ["Air surut.", "Warga pulang."]),
    ("Air surut. \u200e Warga pulang.", ["Air surut.", "Warga pulang."]),
    ("Air surut.\u200bWarga pulang.", ["Air surut.", "Warga pulang."]),
    ("\ufeffPlt. Lurah pulang.", ["Plt. Lurah pulang."]),
    ("Air surut. • Warga pulang.", ["Air surut.", "• Warga pulang."]),
    ("Dia berkata:\n“Air surut.”", ["Dia berkata:\n“Air surut.”"]),
]
QUOTATIONS = [
    ('"Air surut," kata Rahmat. "Aman."', ["Air surut,", "Aman."]),
    ("“Air surut,” kata Rahmat.", ["Air surut,"]),
    ("“Air surut,“ kata Rahmat.", ["Air surut,"]),
    ("'Air surut,' kata Rahmat.", ["Air surut,"]),
    ("Jum'at dan Ka'ban tiba.", []),
    ('Mereka "siap" dan "sigap".', ["siap", "sigap"]),
    ('"Air surut, kata Rahmat.', ["Air surut, kata Rahmat."]),
    ('Air surut," kata Rahmat.', ["Air surut,"]),
    ("‘’Air surut,’’ kata Rahmat.", ["Air surut,"]),
    ('""Air surut,"" kata Rahmat.', ["Air surut,"]),
    ("«Air surut», kata Rahmat.", ["Air surut"]),
]


@pytest.mark.parametrize(("text", "expected"), [row for row in SENTENCES if row[1]])
def test_sentences_are_cut_where_they_end(text: str, expected: list[str]) -> None:
    assert expected == [text[s.start : s.stop] for s in segment(text, PACK)]


def test_an_address_on_the_web_does_not_end_a_sentence() -> None:
    text = SENTENCES[5][0]
    assert text.startswith(text[segment(text, PACK)[0].start : segment(text, PACK)[0].stop])
    assert "muara.example/hasil.html" in text[segment(text, PACK)[0].start : segment(text, PACK)[0].stop]


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS)
def test_quotation_marks_of_every_kind_are_paired(text: str, expected: list[str]) -> None:
    assert expected == [text[q.inner_start : q.inner_stop] for q in find_quotes(text, 0, len(text))]


@given(st.text())
def test_sentences_of_any_text_lie_in_order_and_hold_their_quotations(text: str) -> None:
    last = 0
    for sentence in segment(text, PACK):
        assert last <= sentence.start < sentence.stop <= len(text)
        assert all(
            sentence.start <= q.start <= q.inner_start < q.inner_stop <= q.stop <= sentence.stop
            for q in sentence.quotes
        )
        last = sentence.stop


@given(st.integers(1, 5))
def test_blank_lines_shift_sentences_and_change_nothing_else(lines: int) -> None:
    text = 'Air surut. "Aman," kata Rahmat.\nWarga pulang.'
    shift = "\n" * lines
    before = [(s.start + lines, s.stop + lines) for s in segment(text, PACK)]
    assert before == [(s.start, s.stop) for s in segment(shift + text, PACK)]


def test_a_text_without_a_full_stop_is_still_cut() -> None:
    text = "air surut dan warga pulang " * 4_000
    cut = segment(text, PACK)
    assert len(cut) > 1
    assert max(s.stop - s.start for s in cut) < len(text) // 10
