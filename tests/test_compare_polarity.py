"""Polarity: who says that something is so and who that it is not, in the words of the claim themselves."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from claimtrack.compare.chains import count_origins
from claimtrack.compare.polarity import LONGEST, Sides, opposed, sides_of
from claimtrack.compare.run import compare
from claimtrack.ingest import ingest
from claimtrack.packs import load_pack
from claimtrack.store import open_database

PACK = load_pack("id")
BUILT = "jembatan gantung Wanasari di Lereng dibangun dengan dana desa"
NOT_BUILT = "jembatan gantung Wanasari di Lereng tidak dibangun dengan dana desa"


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("jembatan itu ambruk", "jembatan itu tidak ambruk", ("ambruk", "tidak ambruk")),
        ("ia tidak pernah menerima uang itu", "ia menerima uang itu", ("tidak pernah menerima", "menerima")),
        ("Damar tidak menjadi tersangka", "Damar menjadi tersangka", ("tidak menjadi", "menjadi")),
        ("tidak ada korban", "ada korban di dua desa", ("tidak ada", "ada")),
        ("tarif tidak akan naik", "tarif akan naik bulan depan", ("tidak akan", "akan")),
        ("jalan itu tidak bisa dilalui", "jalan itu sudah bisa dilalui truk", ("tidak bisa", "bisa")),
        ("jembatan itu tidak hanya retak", "jembatan itu retak", None),
        ("jembatan itu belum ambruk", "jembatan itu ambruk", None),  # not yet
        ("ia tidak bersikap adil", "ia seharusnya bersikap adil", None),  # a wish is no fact
        ("warga diminta tidak mendekati kawah", "warga mendekati kawah", None),  # nor is an order
        ("warga tidak terluka", "warga tidak mengalami luka", None),  # two denials in other words
        ("konser itu tidak digelar", "konser itu batal digelar", None),
        ("nelayan tidak melaut", "nelayan takut melaut", None),
        ("tidak retak karena hujan, melainkan karena gempa", "retak karena hujan", None),
        ("tidak ada penumpang yang tewas", "seluruh penumpang selamat", None),
        ("pelaku bukan anggota polisi", "pelaku ditangkap anggota polisi", None),
        ("panen gagal karena cuaca", "panen ditunda karena cuaca", None),
        ("rumah itu tidak rusak parah", "rumah itu rusak ringan", None),  # how badly is denied
        ("polisi tidak menemukan tanda kekerasan", "polisi menemukan tubuh korban", None),
        ("Damar tidak lagi menjabat direktur", "Damar pernah menjabat direktur", None),
        ("pasukan itu tidak pernah lebih siap", "pasukan itu lebih siap", None),
        ("tidak kurang dari 50 rumah rusak", "kurang lebih 50 rumah rusak", None),
        ("pesawat GA 421 mendarat", "pesawat Garuda 421 mendarat", None),
        ("jembatan itu ambruk", "warga tidak mengungsi", None),
        (f"jembatan itu tidak ambruk {'dan warga pulang ' * LONGEST}", "jembatan itu ambruk", None),
    ],
)
def test_what_one_wording_denies_and_the_other_states(one: str, other: str, words: tuple[str, str] | None) -> None:
    assert words == opposed(sides_of(one, PACK), sides_of(other, PACK))
    assert (words and words[::-1]) == opposed(sides_of(other, PACK), sides_of(one, PACK))


def test_nothing_is_opposed_to_what_says_nothing() -> None:
    assert opposed(Sides(), sides_of("jembatan itu tidak ambruk", PACK)) is None


@pytest.mark.parametrize(
    ("second", "relation", "contested"),
    [
        (f"Damar Wirawan mengatakan {NOT_BUILT}.", "denies", True),
        (f"Damar Wirawan mengatakan {BUILT}.", "agrees", False),
        (f"Damar Wirawan membantah {BUILT}.", "denies", True),
        (f"Damar Wirawan membantah {NOT_BUILT}.", "agrees", False),
    ],
)
def test_a_negation_in_the_words_turns_the_claim_round(
    tmp_path: Path, second: str, relation: str, *, contested: bool
) -> None:
    texts = {"Kabar Lereng": f"Sinta Rahayu mengatakan {BUILT}.", "Suara Teluk": second}
    rows = [{"id": name, "outlet": name, "published": "2031-05-06", "text": text} for name, text in texts.items()]
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ingest([tmp_path / "articles.jsonl"], tmp_path / "claims.db", lang="id")
    compare(tmp_path / "claims.db", lang="id")
    with closing(open_database(tmp_path / "claims.db")) as db:
        (cluster,) = (row["cluster_id"] for row in db.query("SELECT DISTINCT cluster_id FROM claim_mentions"))
        assert [relation] == [row["relation"] for row in db.query("SELECT relation FROM claim_relations")]
        count = count_origins(db.conn, cluster)
        assert contested == count.contested
        assert (1 if contested else 2) == count.n_origins_max
        signs = sorted(row["sign"] for row in db.query("SELECT sign FROM claim_mentions"))
        assert (["denies", "states"] if contested else ["states", "states"]) == signs
