"""Likeness: roots of words, names as one thing each, and the same source saying it again."""

from collections import Counter
from contextlib import closing
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from simplemma import is_known

from claimtrack import Document, extract
from claimtrack.compare.candidates import keys_of, names_of, things_in
from claimtrack.compare.cluster import ONE, ONE_SPEAKER, SURELY, central, folded, surely
from claimtrack.compare.evidence import Evidence, weights
from claimtrack.compare.normalise import vocabulary
from claimtrack.compare.propositions import Proposition, propositions_of
from claimtrack.compare.score import Article, Wording, closeness, likeness, weigher
from claimtrack.packs import load_pack
from claimtrack.store import Run, Writer, open_database

PACK = load_pack("id")
WORDS = vocabulary(PACK)


def article(key: str, *sentences: str) -> Article:
    sets = [set(WORDS.terms(sentence)) for sentence in sentences]
    frequency = Counter(term for found in sets for term in found)
    wordings = tuple(wording(key, number, text) for number, text in enumerate(sentences))
    names = names_of(things_in(". ".join(sentences), PACK), frequency, WORDS)
    keys = frozenset(keys_of(frequency, " ".join(sentences)))
    return Article(key, wordings, len(sentences), frequency, names, keys, frozenset())


def wording(  # noqa: PLR0913 - what a proposition is made of
    document: str, number: int, text: str, source: str = "", *, quoted: bool = False, asks: bool = False
) -> Wording:
    place = ((0, len(text)),)
    return Wording.of(Proposition(f"{document}-{number}", "", document, source, place, text, quoted, asks), WORDS)


@pytest.mark.parametrize(
    ("written", "root"),
    [
        ("reklamasinya", "reklamasi"),
        ("memengaruhi", "pengaruh"),
        ("mempengaruhi", "pengaruh"),
        ("diusut", "usut"),
        ("menelusuri", "telusur"),
        ("bukti-bukti", "bukti"),
        ("anak-anaknya", "anak"),
        ("penandanya", "tanda"),
        ("tidaklah", "tidak"),
        ("wulandari", "wulandari"),
        ("rosan", "rosan"),
        ("maluku", "maluku"),
        ("pengoperasian", "operasi"),
    ],
)
def test_affixes_come_off_as_far_as_a_root_is_known(written: str, root: str) -> None:
    assert root == WORDS.lemma(written)


@given(st.text(alphabet="abdeiklmnprstu-", min_size=1, max_size=14))
def test_every_word_has_a_root_that_is_its_own_root_or_a_known_word(word: str) -> None:
    root = WORDS.roots.root(word)
    assert root
    assert len(root) <= len(word) + 1 or is_known(word, lang="id")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 tahun penjara", "dua belas tahun penjara"),
        ("350 ribu unit", "350.000 unit"),
        ("Rp 1,5 miliar", "Rp1.500.000.000"),
        ("Rinamemiliki sawah", "Rina memiliki sawah"),
        ("hargasaham naik", "harga saham naik"),
        ("Lestaritidak datang", "Lestari tidak datang"),
        ("jejak itu ditelusuri", "penelusuran jejaknya"),
        ("Kemenhub menandatangani dokumen", "dokumen diteken Kementerian Perhubungan"),
        ("gunung itu meletus", "erupsi gunung"),
        ("perkara rampung", "kasus selesai"),
    ],
)
def test_figures_in_words_affixes_and_short_forms_are_the_same_concepts(one: str, other: str) -> None:
    assert set(WORDS.terms(one)) == set(WORDS.terms(other))


@pytest.mark.parametrize("word", ["ketenagakerjaan", "wulandari", "nusantara", "penyelidikan", "purwokerto", "berlian"])
def test_a_word_that_is_one_does_not_come_apart(word: str) -> None:
    assert 1 == len(WORDS.terms(f"dengan {word}"))


def test_letters_before_digits_are_no_word_where_they_are_a_number_of_their_own() -> None:
    assert "ai171" in WORDS.terms("penerbangan AI171")


def test_a_name_of_many_words_weighs_as_one_thing() -> None:
    named = article("a", "Dewan Kota Hijau Lestari Wanasari rapat", "jembatan Wanasari rusak", "lestari itu perlu")
    assert {"hijau"} <= named.names.keys()
    assert "lestari" not in named.names
    assert "=konservasi" not in named.names
    weight = weigher(named, named)
    plain = weigher(evolve(named, names={}), evolve(named, names={}))
    assert weight("hijau") == pytest.approx(plain("hijau") / named.names["hijau"])
    assert weight("=rapat") == plain("=rapat")


def test_a_word_that_is_no_name_in_one_of_two_articles_keeps_its_weight() -> None:
    named, plain = article("a", "Pasar Hijau Lestari dibuka"), article("b", "tembok hijau runtuh")
    assert "hijau" in named.names
    assert weigher(named, plain)("hijau") == weigher(evolve(named, names={}), plain)("hijau")


def test_what_one_source_says_twice_is_liker_than_what_two_say() -> None:
    one = article("a", "jembatan gantung itu ambruk semalam", "warga mengungsi ke balai desa")
    other = article("b", "jembatan lama ambruk karena arus", "hujan belum reda di hulu sungai")
    weight = weigher(one, other)
    texts = (one.wordings[0].proposition.text, other.wordings[0].proposition.text)
    values = [
        likeness(wording("a", 0, texts[0], first), wording("b", 0, texts[1], second), weight).value
        for first, second in (("rina", "rina"), ("rina", "damar"), ("", ""))
    ]
    assert values[0] > values[1] == values[2] > 0


@given(st.permutations(["jembatan ambruk", "tiga warga tewas", "banjir surut", "Bupati Rina Wulandari datang"]))
def test_likeness_is_the_same_from_both_sides(sentences: list[str]) -> None:
    one, other = article("a", *sentences[:2]), article("b", *sentences[1:])
    for a in one.wordings:
        for b in other.wordings:
            assert likeness(a, b, weigher(one, other)) == likeness(b, a, weigher(other, one))


def test_the_same_words_are_less_alike_in_news_of_other_events() -> None:
    quake = article(
        "a", "gempa terasa di tiga kabupaten", "warga Sekarjaya berlarian", "BPBD mendata rumah rusak di sawah"
    )
    again = article("b", "gempa dirasakan di tiga kabupaten", "BPBD mendata rumah rusak warga Sekarjaya")
    other = article("c", "gempa terasa di tiga kabupaten", "nelayan Muara pulang membawa udang", "harga cabai merosot")
    assert closeness(quake, quake) == closeness(quake, again) == 1.0
    assert closeness(quake, other) == closeness(other, quake) < 1.0
    weight = weigher(quake, other)
    one, two = quake.wordings[0], other.wordings[0]
    near, far = (likeness(one, two, weight, close).value for close in (1.0, closeness(quake, other)))
    assert 0 < far < near


def test_a_quantity_and_a_date_weigh_as_one_thing_each() -> None:
    found = article("a", "uang Rp 915 miliar disita pada 19 Juni 2031", "warga antre beras", "air surut")
    assert 2 == found.names["915000000000"] == found.names["=rupiah"]
    weight = weigher(found, found)
    plain = weigher(evolve(found, names={}), evolve(found, names={}))
    assert weight("915000000000") == pytest.approx(plain("915000000000") / 2)
    assert weight("2031") < plain("2031")
    assert weight("=menyita") == plain("=menyita")


@given(st.floats(0.5, 40), st.floats(0, 1), st.floats(0, 1), st.integers(1, 30))
def test_the_more_is_shared_the_more_probable_one_claim_is(whole: float, some: float, less: float, terms: int) -> None:
    more = weights().probability(Evidence.of(whole * some, whole, 0.0, terms, negated=False))
    fewer = weights().probability(Evidence.of(whole * some * less, whole, 0.0, terms, negated=False))
    assert 0 < fewer <= more < 1


def test_a_negation_on_one_side_and_words_of_its_own_count_against_and_for_it() -> None:
    plain, denied = (Evidence.of(6.0, 9.0, 0.0, 4, negated=negated) for negated in (False, True))
    quoted = evolve(plain, verbatim=1.0)
    likely = [weights().probability(evidence) for evidence in (denied, plain, quoted)]
    assert sorted(likely) == likely
    assert 3 == len(set(likely))


def test_an_exclamation_of_few_words_says_nothing_that_others_say() -> None:
    crowd = article("a", "Hitung ulang! Hitung ulang!", "massa mengepung kantor camat")
    board = article("b", "penghitungan ulang belum dilakukan di 17 tempat", "surat suara disegel")
    weight = weigher(crowd, board)
    cry, report = crowd.wordings[0], board.wordings[0]
    assert likeness(cry, wording("b", 2, "Hitung ulang!"), weight).value > 0.5
    assert 0 == likeness(cry, report, weight).value
    assert likeness(wording("a", 2, "penghitungan ulang dilakukan"), report, weight).value > 0.5


def test_what_is_asked_or_hoped_is_no_statement_but_in_the_same_words() -> None:
    one = article("a", "tanggul itu diperbaiki sebelum musim hujan", "warga antre beras")
    other = article("b", "tanggul diperbaiki sebelum hujan", "surat suara disegel")
    weight = weigher(one, other)
    words, text = one.wordings[0].proposition.text, other.wordings[0].proposition.text
    stated, hoped = (wording("a", 0, words, asks=asks) for asks in (False, True))
    assert likeness(stated, wording("b", 0, text), weight).value > 0.5
    assert 0 == likeness(hoped, wording("b", 0, text), weight).value
    assert likeness(hoped, wording("b", 0, text, asks=True), weight).value > 0.5
    assert 1 == likeness(hoped, wording("b", 0, words), weight).value


@pytest.mark.parametrize(
    ("text", "asks"),  # in quotation marks or not -> whether it asks
    [
        ("Komisi II DPRD meminta dinas untuk memperbaiki tanggul itu", {True: True, False: False}),
        ("Kami berharap tanggul diperbaiki", {True: True, False: False}),
        ("Ketua juga menyarankan agar tanggul diperbaiki", {False: False}),  # somebody tells of a piece of advice
        ("Kami tidak pernah meminta uang itu", {True: False}),
        ("Harapan hidup warga naik dua tahun", {True: False}),
        ("Tanggul itu kami perbaiki setelah warga di dua desa meminta", {True: False, False: False}),
    ],
)
def test_who_asks_in_his_own_words_states_nothing(text: str, asks: dict[bool, bool]) -> None:
    assert asks == {quoted: wording("a", 0, text, quoted=quoted).asks for quoted in asks}


def test_what_is_told_inside_a_question_is_asked(tmp_path: Path) -> None:
    text = """"Saudara saksi, pernahkah Raka menyampaikan ingin menjadi ketua koperasi?" tanya jaksa Dina. Raka lalu
menyampaikan ingin menjadi ketua koperasi."""
    with closing(open_database(tmp_path / "claims.db")) as database:
        Writer(database, Run("id", PACK.version, "0.1.0")).write([extract(Document(text=text, id="sidang"))])
        found = propositions_of(database.conn, "sidang", text, PACK)
    told = [proposition.asks for proposition in found if proposition.text == "ingin menjadi ketua koperasi"]
    assert [True, False] == told


GROUPS = st.lists(
    st.tuples(st.sets(st.sampled_from("abcd"), min_size=1), st.sets(st.sampled_from("abcdef"))).map(
        lambda pair: (tuple(sorted(pair[0])), sorted(pair[1] - pair[0]))
    ),
    max_size=5,
)


ALIKE = {(one, other): ONE for one in "abcdef" for other in "abcdef"}


@given(GROUPS, st.randoms(use_true_random=False))
def test_no_claim_is_shown_twice_and_none_is_lost_in_whatever_order(
    groups: list[tuple[tuple[str, ...], list[str]]], random: Random
) -> None:
    kept = folded(groups, ALIKE, {})
    sets = [{*core, *guests} for core, guests in kept]
    assert not any(one <= other for one, other in permutations(sets, 2))
    assert {m for core, _ in groups for m in core} == {m for core, _ in kept for m in core}
    assert all(any({*core, *guests} <= held for held in sets) for core, guests in groups)
    shuffled = random.sample(groups, len(groups))
    assert kept == folded(shuffled, ALIKE, {})


def test_a_weak_link_joins_two_claims_of_one_speaker_and_not_those_of_two() -> None:
    groups = [(("a",), ["b"]), (("b",), ["a"])]
    alone, two = {"a": "rina", "b": "rina"}, {"a": "rina", "b": "damar"}
    assert [(("a", "b"), [])] == folded(groups, {("a", "b"): ONE_SPEAKER}, alone)
    assert groups == folded(groups, {("a", "b"): ONE_SPEAKER}, two)
    assert groups == folded(groups, {("a", "b"): ONE_SPEAKER}, {"a": "rina"})
    assert groups == folded(groups, {("a", "b"): ONE_SPEAKER - 0.01}, alone)
    assert [(("a", "b"), [])] == folded(groups, {("a", "b"): ONE}, two)


def test_what_a_speaker_says_among_other_things_is_his_claim_where_it_is_surely_the_same() -> None:
    likenesses = {("a", "x"): SURELY, ("a", "y"): SURELY, ("a", "z"): SURELY - 0.01}
    speakers = {"a": "rina", "x": "rina", "y": "damar", "z": "rina"}
    assert ["x"] == surely(("a",), ["x", "y", "z"], likenesses, speakers)
    assert [] == surely(("a",), ["x"], likenesses, {"x": "rina"})
    assert [] == surely(("a", "b"), ["x"], likenesses, speakers)  # it is like all of them, or not surely the same


def test_a_claim_is_named_in_its_most_central_words_not_in_the_shortest() -> None:
    likenesses = {("a", "b"): 0.9, ("a", "c"): 0.9, ("a", "d"): 0.9, ("b", "c"): 0.8, ("b", "d"): 0.6, ("c", "d"): 0.5}
    lengths = {"a": 12, "b": 60, "c": 55, "d": 140}
    assert "b" == central(("a", "b", "c"), ["d"], likenesses, lengths)
    assert "a" == central(("a",), ["b", "c"], likenesses, lengths)


def test_a_proposition_of_one_term_is_about_nothing_that_a_longer_one_says() -> None:
    court = article("a", "Bagaimana, ahli?", "hakim menunda sidang sampai Senin")
    paper = article("b", "keterangan ahli itu rancu dan tidak memakai konteks", "sidang ditunda hakim")
    weight = weigher(court, paper)
    asked = court.wordings[0]
    assert likeness(asked, paper.wordings[0], weight).value < 0.3
    assert likeness(asked, wording("b", 2, "Bagaimana, ahli?"), weight).value > 0.4
