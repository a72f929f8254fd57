"""Credits: datelines, wires, by-lines and photo credits of invented articles, each shape once."""

import pytest

from claimtrack.model import Document
from claimtrack.packs import load_pack
from claimtrack.resolve import credit_extents, find_credits

BODY = "Air sungai surut sejak pagi. Warga kembali ke rumah masing-masing setelah dua malam mengungsi."
CASES = {
    "WARTAKITA.COM, Jakarta - {}": [("dateline", "WARTAKITA.COM"), ("place", "Jakarta")],
    "SOLO, Wartakita.com -{}": [("place", "SOLO"), ("dateline", "Wartakita.com")],
    "Wartakita.com, Jakarta {}": [("dateline", "Wartakita.com"), ("place", "Jakarta")],
    "WARTAKITA.CO.ID - JAKARTA. {}": [("dateline", "WARTAKITA.CO.ID"), ("place", "JAKARTA")],
    "WARTAKITA.CO.ID,TEHERAN – {}": [("dateline", "WARTAKITA.CO.ID"), ("place", "TEHERAN")],
    "WARTA-KITA.com - {}": [("dateline", "WARTA-KITA.com")],
    "JAKARTA-{}": [("place", "JAKARTA")],
    "Jakarta - {}": [("place", "Jakarta")],
    "LAMPUNG SELATAN — {}": [("place", "LAMPUNG SELATAN")],
    "Jakarta (ANTARA) - {}": [("place", "Jakarta"), ("wire", "ANTARA")],
    "Samaraya (Sagara) - {}": [("place", "Samaraya"), ("dateline", "Sagara")],
    "Seoul, 3 April (Lintaskawat) -- {}": [("place", "Seoul"), ("dateline", "Lintaskawat")],
    "SAMARAYA, LANTANG — {}": [("place", "SAMARAYA"), ("dateline", "LANTANG")],
    "WARTA RIMBA (warta-rimba.com) – {}": [("dateline", "WARTA RIMBA")],
    "Korsel, Wartamuara- {}": [("place", "Korsel"), ("dateline", "Wartamuara")],
    "Banjir surut\n\nJAKARTA, CNN Indonesia -- {}": [("place", "JAKARTA"), ("dateline", "CNN Indonesia")],
    '"Kami lega," Jakarta (ANTARA) - {}': [("place", "Jakarta"), ("wire", "ANTARA")],
    "{}\nSumber : YONHAPNEWS": [("wire", "YONHAPNEWS")],
    "{}\nsumber : Antara": [("wire", "Antara")],
    "{} Sumber: Sputnik Penerjemah: Budi Santoso": [("wire", "Sputnik")],
    "{}\nREUTERS": [("wire", "REUTERS")],
    "{}\nREUTERS | ANTARA": [("wire", "REUTERS"), ("wire", "ANTARA")],
    "{} (REUTERS)": [("wire", "REUTERS")],
    "{}\n(ANTARA)": [("wire", "ANTARA")],
    "{}\n(LANTANG/abc)": [("wire", "LANTANG"), ("author", "abc")],
    "{}\n-RNS-": [("author", "RNS")],
    "{}\n(abc/def)": [("author", "abc/def")],
    "{}\n(abc/def) banjir solo sungai": [("author", "abc/def")],
    "{}(jon)": [("author", "jon")],
    "{}\n(Rina Wulandari)": [("author", "Rina Wulandari")],
    "{} Pewarta: Rina Wulandari Editor: Budi Santoso Copyright © ANTARA 2031": [
        ("author", "Rina Wulandari"),
        ("wire", "ANTARA"),
    ],
    "{}\n(Penulis: Rina Wulandari, Dewi Lestari | Editor: Budi Santoso)": [
        ("author", "Rina Wulandari"),
        ("author", "Dewi Lestari"),
    ],
    "Laporan Wartawan Warta Muara, Rina Wulandari\n{}": [("author", "Rina Wulandari")],
    "{} Artikel ini telah tayang di Wartakita.com dengan judul Air Surut": [("wire", "Wartakita.com")],
    "(Foto: Rina Wulandari/Wartakita)\n{}": [("photo", "Rina Wulandari/Wartakita")],
    "{}\nPerahu di Solo [Budi Santoso/Warta Pool Photo via AP]": [("photo", "Budi Santoso/Warta Pool Photo via AP")],
    "Foto: Perahu di Solo pada 12 Maret 2031. (Warta/Budi Santoso)\n\n{}": [("photo", "Warta/Budi Santoso")],
    "Rina Wulandari dan Budi SantosoKCNA\n{}": [("photo", "KCNA")],
}
NOTHING = (
    "{}",
    "Timnas Indonesia - Vietnam bermain imbang di Solo pada Senin malam. {}",
    "{} Foto: itu diambil kemarin sore oleh warga yang kebetulan lewat di jembatan.",
    "Ia menyebut tiga sumber: laporan warga, data posko, dan catatan sungai. {}",
    "Harga naik (yoy) sejak Mei. {}",
    "Kantor Berita Reuters memberitakan banjir itu (12/3). {}",
)


@pytest.mark.parametrize("shape", CASES)
def test_shape(shape: str) -> None:
    """Each shape gives exactly its credits, in order of the text."""
    found = find_credits(Document(shape.format(BODY)), load_pack("id"))
    assert CASES[shape] == [(credit.role, credit.name) for credit in found]


@pytest.mark.parametrize("text", NOTHING)
def test_plain_text_has_no_credits(text: str) -> None:
    """Nothing is a credit that only looks like one."""
    assert () == find_credits(Document(text.format(BODY)), load_pack("id"))


@pytest.mark.parametrize("shape", CASES)
def test_the_body_is_never_furniture(shape: str) -> None:
    """The sentences between the credits stay outside every extent."""
    text = shape.format(BODY)
    start = text.index(BODY)
    for extent in credit_extents(Document(text), load_pack("id")):
        assert extent.stop <= start or start + len(BODY) <= extent.start


def test_publisher_is_known_by_the_document() -> None:
    """An outlet that no list knows is a dateline when it is the document's own."""
    document = Document("Muara - " + BODY, outlet="Muara")
    assert [("dateline", "Muara")] == [(one.role, one.name) for one in find_credits(document, load_pack("id"))]
