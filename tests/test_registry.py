"""The registry of known sources: its data, its look-up, its guesses."""

from pathlib import Path
from typing import get_args

import pytest
from attrs import evolve

from claimtrack.errors import PackError
from claimtrack.packs import Pack, load_pack
from claimtrack.resolve import guess_kind, load_registry
from claimtrack.resolve.registry import SourceKind, folded
from claimtrack.store.registry import describer

SAME = (
    ("Kim Jong-un", "Kim Jong Un"),
    ("KIM JONG UN", "Kim Jong Un"),
    ("Badan Intelijen Nasional", "NIS"),
    ("yonhapnews", "Yonhap"),
    ("Korean Central News Agency", "KCNA"),
    ("tempo.co", "Tempo"),
    ("PDI-P", "PDIP"),
    ("Kejagung", "Kejaksaan Agung"),
    ("Badan Meteorologi, Klimatologi, dan Geofisika", "BMKG"),
    ("Pemerintah AS", "Pemerintah Amerika Serikat"),
    ("pemerintah Korut", "Pemerintah Korea Utara"),
    ("Pemerintah Moskow", "Pemerintah Rusia"),
    ("Kementerian Pertahanan Tokyo", "Kementerian Pertahanan Jepang"),
)
KINDS = (
    ("Rina Wulandari", "person"),
    ("PT Kencana Raya", "organisation"),
    ("Kementerian Pertahanan Norwegia", "government_body"),
    ("UU Sungai", "document"),
    ("BLIN", "organisation"),
    ("Norlandia Post", "outlet"),
    ("Kelana Systems", "organisation"),
    ("warta.id", "outlet"),
    ("Norlandia dan Velgrad", "organisation"),
    ("Rina W.", "person"),
    ("Rina Wulandari S.sos", "person"),
    ("Moh.yusuf", "person"),
    ("Rina Nusantara", "person"),
    ("Nguyen Dan Truong", "person"),
    ("", "unnamed"),
    ("Direktorat Jenderal Perikanan Lembah", "government_body"),
    ("Ditjen Perikanan Kementerian Perikanan", "government_body"),
    ("Komisi III DPR RI", "government_body"),
    ("Komando Utara Norlandia", "government_body"),
    ("Kantor Wilayah Kementerian Perikanan Lembah", "government_body"),  # a part of the body behind it
    ("Cabang Muara Serikat Nelayan", "organisation"),
    ("Kantor Sewa Lembah", "organisation"),
    ("Kota Lembah Muara", "government_body"),
    ("Serikat Pekerja Kementerian Perikanan", "organisation"),  # its first head tells
    ("Badan Perikanan Dunia", "organisation"),  # no state's
    ("Norlandia Today", "outlet"),
    ("Velgrad News", "outlet"),
    ("The Lantern Post", "outlet"),
    ("Rina Today", "person"),
    ("Kantor berita Norpress", "news_agency"),
    ("Majalah Lentera", "outlet"),
    ("kabarlembah.co.id", "outlet"),
    ("www.perikananlembah.go.id", "government_body"),
)


@pytest.mark.parametrize(("alias", "name"), SAME)
def test_spellings_lead_to_one_entry(alias: str, name: str) -> None:
    """Case, hyphens, blanks and languages do not count."""
    entry = load_registry(load_pack("id")).lookup(alias)
    assert entry is not None
    assert name == entry.name


def test_there_are_enough_entries_of_every_kind() -> None:
    """At least 300 sources; kinds that only an article can have (documents, unnamed) need none."""
    entries = load_registry(load_pack("id")).entries
    assert len(entries) >= 300
    used = {entry.kind for entry in entries}
    assert set(get_args(SourceKind)) - {"document", "unnamed"} == used


def test_every_spelling_finds_its_own_entry() -> None:
    """No alias is hidden by another entry or by folding."""
    registry = load_registry(load_pack("id"))
    for entry in registry.entries:
        for text in (entry.name, *(alias.text for alias in entry.aliases)):
            assert registry.lookup(text) in {entry, None if text.istitle() else entry}, text


def test_affiliations_end_at_the_top() -> None:
    """Nobody belongs to himself, not even through others."""
    registry = load_registry(load_pack("id"))
    for entry in registry.entries:
        seen, at = set(), entry
        while at.affiliation is not None:
            assert at.name not in seen
            seen.add(at.name)
            above = registry.lookup(at.affiliation)
            assert above is not None
            at = above


def test_a_short_acronym_is_no_given_name() -> None:
    """Ani is a woman, ANI an agency."""
    registry = load_registry(load_pack("id"))
    assert registry.lookup("Ani") is None
    assert registry.lookup("ANI") is not None


@pytest.mark.parametrize(
    ("name", "party", "country"),
    [
        ("Kementerian Perikanan AS", "Pemerintah Amerika Serikat", "US"),
        ("Komando Utara Amerika Serikat", "Pemerintah Amerika Serikat", "US"),
        ("Kementerian Perikanan Norlandia", "", ""),
        ("PT Baja AS", "", ""),  # no office of a state
        ("Rina Rusia", "", ""),
    ],
)
def test_an_office_of_a_state_belongs_to_it(name: str, party: str, country: str) -> None:
    facts = describer(load_pack("id"))(name)
    assert (party, country, False) == (facts.affiliation, facts.country, facts.known)


def test_unknown_name_is_no_entry() -> None:
    """A name that the registry lacks is None, not an error."""
    assert load_registry(load_pack("id")).lookup("Rina Wulandari") is None


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_guess(name: str, kind: str) -> None:
    """The kind of an unknown name comes from its words, with a reason."""
    guess = guess_kind(name, load_pack("id"))
    assert kind == guess.kind
    assert guess.reason.endswith(".")


def test_kinds_that_the_lists_tell_are_kinds() -> None:
    pack = load_pack("id")
    heads = {kind for head, kind in pack.notes("orgs").items() if kind != "legal"}
    told = heads | {*pack.notes("source_kinds").values()}
    assert told <= {*get_args(SourceKind), "part"}


def other_pack(folder: Path, sources: str) -> Pack:
    """Return a pack that differs from the Indonesian one in its sources only."""
    (folder / "sources.toml").write_text(sources, encoding="utf-8")
    return evolve(load_pack("id"), path=folder, version=folder.name)


@pytest.mark.parametrize(
    ("sources", "fault"),
    [
        ("A = 1", "needs kind"),
        ('A = { kind = "rumour" }', "needs kind"),
        ('A = { kind = "person", id = ["B"] }\nB = { kind = "person" }', "names both"),
        ('A = { kind = "person", affiliation = "C" }', "no entry"),
        ("A = {", "sources.toml"),
    ],
)
def test_faulty_file_is_told(tmp_path: Path, sources: str, fault: str) -> None:
    """A fault in the file is a `PackError` that names the file and the fault."""
    with pytest.raises(PackError, match=fault) as caught:
        load_registry(other_pack(tmp_path, sources))
    assert "sources.toml" in str(caught.value)


def test_pack_without_registry(tmp_path: Path) -> None:
    """A pack need not have a registry."""
    assert () == load_registry(evolve(load_pack("id"), path=tmp_path, version="none")).entries


def test_folding_keeps_letters() -> None:
    """Folding takes away marks only."""
    assert "kabankim" == folded("Ka'ban-Kim.")
