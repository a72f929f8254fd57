"""Texts that no newspaper prints: shapes of any length, for tests of speed and for `make soak`."""

import random
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

Shape = Callable[[int], str]
SYLLABLES = ("ba", "dek", "gi", "kom", "lu", "mer", "nos", "pat", "ri", "sun")


def row(unit: str) -> Shape:
    """Return a function that repeats ``unit`` up to a length."""
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def numbered(unit: str) -> Shape:
    """Return a function that repeats ``unit`` up to a length, each time with another number in place of ``#``."""
    return lambda length: "".join(unit.replace("#", str(n)) for n in range(length // len(unit) + 1))[:length]


def peopled(unit: str) -> Shape:
    """Return a function that repeats ``unit`` up to a length, each time with another name in place of ``#``.

    They differ in much, since names that differ in a figure or a letter are one with a slip of the pen.
    """

    def name(number: int) -> str:
        return "".join(SYLLABLES[int(digit)] for digit in f"{number * 7919 % 10007:05}").capitalize()

    return lambda length: "".join(unit.replace("#", name(n)) for n in range(length // len(unit) + 1))[:length]


def around(left: str, unit: str, right: str) -> Shape:
    """Return a function that repeats ``unit`` up to a length between ``left`` and ``right``."""
    return lambda length: left + row(unit)(length) + right


def nested(left: str, right: str) -> Shape:
    """Return a function that opens ``left`` and closes ``right`` as often as a length allows."""
    return lambda length: left * (length // len(left + right)) + right * (length // len(left + right))


@cache
def _categories() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for sign in map(chr, range(0x110000)):
        found.setdefault(unicodedata.category(sign), []).append(sign)
    return found


def every_category(length: int) -> str:
    """Return signs of every Unicode category in turn, lone surrogates and unassigned ones among them."""
    chance = random.Random(11)  # noqa: S311 - no secret, but the same every time
    kinds = sorted(_categories())
    return "".join(chance.choice(_categories()[kinds[at % len(kinds)]]) for at in range(length))


SHAPES: Mapping[str, Shape] = {
    "teasers": row("Baca juga: " + "Rina Wulandari " * 12 + "mengatakan air surut "),
    "a line without a full stop": row("air surut dan warga pulang "),
    "one word": row("a"),
    "markers written together": around("Air surut, dikutip ", "Dari", "."),
    "opening quotation marks": row("“"),
    "opening quotation marks and words": row("“ a "),
    "straight quotation marks": row('"'),
    "apostrophes": row(" '"),
    "quotations without a cue": row('"Air surut." '),
    "quotations with a cue": row('"air," kata Budi '),
    "quotations in quotations": row("\"Air 'surut' kata,\" "),
    "quotations opened and closed": nested("“", "”"),
    "quotations broken over lines": around("“air surut\n", "b” “c\n", ""),
    "brackets": nested("(", ")"),
    "brackets and words": nested("(a ", ") "),
    "square brackets": nested("[a ", "] "),
    "signatures": around("", ".(a", ")"),
    "one cue": row("kata "),
    "one active cue": row("mengatakan "),
    "cues without blanks": row("yakin,A,"),
    "cues behind tabs": row("kata\tBudi\t"),
    "cues in a quotation": around('"', "mengatakan ", '" kata Budi.'),
    "prepositions": row("menurut "),
    "clauses in clauses": row("Budi mengatakan bahwa "),
    "commas": row(","),
    "commas and words": row("air, "),
    "colons": row("Budi:\n"),
    "full stops": row(". "),
    "abbreviations": row("A. "),
    "names": row("Budi "),
    "names joined": around("Budi", " dan Ani", " mengatakan air surut."),
    "people": numbered("Budi# Ani# mengatakan air surut. Dia yakin. "),
    "people who are called otherwise": row("Air surut, kata Budi Ani. Pria yang akrab disapa Ara itu pulang. "),
    "groups": row("Mereka mengatakan air surut. "),
    "organisations that are pointed at": row("Air surut, kata maskapai itu. "),
    "organisations of one first word": numbered("Badan Air# bubar. Air surut, kata badan itu. "),
    "documents that are pointed at": row("Air surut, menurut laporan itu. "),
    "documents by which somebody speaks": row("Lewat suratnya, PT Air meminta air. Surat itu menyebut air surut. "),
    "people who are presented": numbered("Gol itu diborong Yance#. Pemain 21 tahun itu mengaku lega. "),
    "people who are presented in one sentence": around("Bagi Budi", ", Ani", " air surut. Ia mengaku lega. "),
    "bodies that alone are named": row("Hanya PT Air Raya yang menjawab. Perusahaan itu membantah kabar itu. "),
    "outlets that end a sentence": row("Kabar datang dari Mundo Teluk. Harian itu melaporkan air surut. "),
    "nicknames told behind": numbered("Budi Ani# yakin. Bang Ara#, sapaannya, mengaku lega. "),
    "accounts that are pointed at": row("Video itu diunggah akun @ara. Akun itu menulis air surut. "),
    "nicknames inside names": row('Budi "Ara" Ani yakin. '),
    "accounts in quotation marks": row('Akun "Info Air" menulis air surut. '),
    "nicknames without end": row('Budi "Ara" '),
    "accounts that are called otherwise": row(
        "Video itu diunggah akun Instagram Info Air. Akun itu menulis air surut. "
    ),
    "people whom headlines name": numbered("Ani Budi# Buka Suara\nAni Budi# yakin.\n"),
    "people by what they are called": numbered("Peretas bernama Ara# Budi mengaku lega. "),
    "what an open quotation is cited for": around('"Air surut', ", kata ani", ". Aman"),
    "places of studies": around("Studi", " dalam air", " menemukan air surut. "),
    "headings that point back": row("Hal itu disampaikan Budi\n"),
    "what is said to be somebody's later": row("Air disebut surut. Hal itu disampaikan Budi. "),
    "clients": row('"Klien saya lapar," kata Pengacara Ani, Budi. '),
    "people of one first name": numbered("Budi Ani# mengatakan air surut. "),
    "people of one first name who go by it": peopled("Kata Budi #, air surut. Budi mengatakan air naik. "),
    "people of one first name who go home": peopled("Budi # pulang. Budi mengatakan air surut. "),
    "lawyers of people of one first name": peopled("Kata Budi #, air surut. Pengacara Budi mengatakan naik. "),
    "people of one last name": numbered("Ani# Budi mengatakan air surut. Budi yakin. "),
    "to whom it is said": around("Budi mengatakan kepada", " Badan Air", " air itu surut. "),
    "names behind circumstances": around("Dalam rapat", " Ara", " mengatakan air surut. "),
    "circumstances without end": row("dalam rapat Ara "),
    "addresses of whom it is said": around("Warga Desa Ara", ", Kota Ara", " yang diduga sakit pulang. "),
    "whom outlets cite in words": row('Warta melaporkan air surut, mengutip "sumber yang tahu". '),
    "pairs of names": numbered("Ara# Sari/Ani# Dewi mengaku lelah. Ara# yakin. "),
    "bodies in small letters": numbered("Dinas Air# Timur menyebut surut. Dinas air menyebut surut. "),
    "branches": numbered("Badan Air (BAT#) Kota Ara menyebut surut. BAT# yakin. "),
    "agents with a clitic": row("ditambahkan olehnya "),
    "who adds behind a citation": around("Air surut, kata Budi", ", menambahkan bahwa air", " surut."),
    "clauses listed behind a passive": around("Dilaporkan air surut", ", harga naik", ", dan Budi pulang."),
    "documents of relative clauses": row("survei yang dirilis KPK yang menyebut air surut "),
    "relative clauses with a circumstance": around("Media itu, yang", " dalam rapat", " mengklaim air surut."),
    "titles before relative clauses": row("tuduhan Lurah Ara, Budi yang mengatakan air surut, "),
    "who asks besides": around("Budi menyebut ada harapan", " dan mengajak warga", " pulang."),
    "contrasts with the speaker": around("Budi menyebut air surut", ", tetapi ia menolak merinci", " air."),
    "what is heard inside a quotation": around('"Kami lapor', ", katanya tunggu", '," kata Budi.'),
    "what there is talk of": row("Ada kabar air surut "),
    "kabar that spreads": row("Kabar beredar bahwa "),
    "up to a time": row("hingga tadi malam "),
    "who opens behind a passive": row("Diyakini Budi, "),
    "a citation behind a passive": row("Diduga, kata Budi, "),
    "what a pronoun includes": row("ini termasuk itu "),
    "agents before what they see": around("Itu digambarkan", " banyak nelayan", " sebagai air."),
    "verbs doubled": row("berpindah-pindah "),
    "nicknames before the name": numbered("Air surut, kata Ara#, panggilan akrab Budi Ani#. "),
    "one body again and again": row('"Air surut," kata militer Israel. '),
    "titles glued to names": numbered("MenkesAra# hadir. Air surut, kata Ara. "),
    "a party of another country": row("Partai Demokrat mengatakan air surut di Amerika Serikat. "),
    "bodies of places": numbered("Dinas Air Ara# mengatakan surut. Dinas Air Muara yakin. "),
    "commas before a relay": row("mengatakan,, dilansir "),
    "a degree before a bracket": row("Menurut dari S.H. (UNIFIL), air surut. "),
    "first names without a beginning": numbered("Ketua Nur#yati Ani yakin. Air surut, kata Yati. "),
    "foreign short forms": row("Menurut misi NATO di Ara (KFOR), air surut. "),
    "companies that end with a first name": around("Direktur PT Air", " Jaya", " Rina Wira yakin."),
    "datelines without end": row("ARA, WARTA.COM-Ani "),
    "headlines before a dateline": row("Air Surut\nARA, WARTA.COM - Air"),
    "organisations": numbered("Badan Air# Timur (BAT#) mengatakan surut. BAT# yakin. "),
    "titles": numbered("Ketua Badan# Budi# mengatakan air surut. "),
    "credits": numbered("Foto: Budi#/ANTARA\n"),
    "credits in one line": row("Artikel ini telah tayang di Warta.com "),
    "blanks": around("kata", " ", "Budi"),
    "empty lines": row("\n"),
    "short lines": row("a\n"),
    "figures": row("1."),
    "dates": row("Senin (1/2/2031) "),
    "amounts": row("Rp 1 juta "),
    "lone surrogates": row("\ud800 kata \udc00 "),
    "NUL": row("a\0kata\0"),
    "mixed directions": row("שלום kata مرحبا \u202e"),
    "combining signs": row("a" + "\u0301" * 50),
    "tags": row('<p class="a">air</p>'),
    "denials of what was denied": row("Polisi menduga air surut, yang dibantah Rina, "),
    "verbs behind who is cited": row("Menurut salah seorang warga, Rina, mengatakan, "),
    "bodies by a small word": row('Kantor A B tutup. "Kami senang," kata pihak kantor. '),
    "bodies written small": row("Junta militer Lodoria diam. Kata pihak junta, pernyataan junta. "),
    "those who go by a word": row("Jaksa Rina Sari mengatakan air surut. Jaksa itu menyebut air naik. "),
    "every category": every_category,
}
