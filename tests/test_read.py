"""Read: what comes out of files, folders, JSONL, CSV and standard input, and what is said about broken ones."""

import csv
import gzip
import io
import json
import os
import subprocess
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path

import pytest
from attrs import asdict, evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimtrack.errors import ReadError
from claimtrack.ingest import ingest
from claimtrack.model import Document
from claimtrack.read import Limits, Reader, Skipped, Warned
from tests.strategies import documents

TEXT = "Air sudah surut sejak pagi, kata Rahmat, Senin.\nMenurut BPBD, 40 rumah rusak."


def read(*paths: str | Path, reader: Reader | None = None) -> list[Document | Skipped | Warned]:
    return list((reader or Reader()).read(paths))


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def jsonl(path: Path, *rows: object) -> Path:
    return write(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def fault(*paths: str | Path) -> str:
    """Return the message of the error, which is one line."""
    with pytest.raises(ReadError) as caught:
        read(*paths)
    assert str(caught.value).isprintable(), "one line, nothing a terminal would obey"
    return str(caught.value)


# --- text files


def test_text_file_is_one_document(tmp_path: Path) -> None:
    (document,) = read(write(tmp_path / "banjir.txt", TEXT))
    assert isinstance(document, Document)
    assert (TEXT, "", "") == (document.text, document.title, document.outlet)
    assert document.id.startswith("banjir-")


def test_id_of_a_text_file_stays_when_its_text_changes_and_differs_between_places(tmp_path: Path) -> None:
    (before,) = read(write(tmp_path / "a" / "x.txt", TEXT))
    (after,) = read(write(tmp_path / "a" / "x.txt", TEXT + " Selesai."))
    (other,) = read(write(tmp_path / "b" / "x.txt", TEXT))
    assert isinstance(before, Document)
    assert isinstance(after, Document)
    assert isinstance(other, Document)
    assert before.id == after.id
    assert before.id != other.id


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Banjir Lamuru Surut\n\n", "Banjir Lamuru Surut"),
        ("Banjir Lamuru Surut\n", "Banjir Lamuru Surut"),
        ("\n  Banjir Lamuru Surut  \n", "Banjir Lamuru Surut"),
        ("Banjir Lamuru surut.\n", ""),
        ("Kata Rahmat: \n", ""),
        ("Banjir " * 30 + "\n", ""),
        ("", ""),
    ],
)
def test_short_first_line_without_full_stop_is_the_title(head: str, title: str, tmp_path: Path) -> None:
    (document,) = read(write(tmp_path / "a.txt", head + TEXT))
    assert isinstance(document, Document)
    assert title == document.title
    assert TEXT == document.text if title else head + TEXT == document.text


def test_byte_order_mark_and_foreign_line_ends_are_no_part_of_the_text(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    (document,) = read(path)
    assert isinstance(document, Document)
    assert TEXT == document.text


def test_given_outlet_stands_where_the_input_has_none(tmp_path: Path) -> None:
    rows = jsonl(tmp_path / "a.jsonl", {"text": TEXT}, {"text": TEXT, "outlet": "Harian Muara"})
    found = read(rows, reader=Reader(outlet="Kabar Lereng"))
    assert ["Kabar Lereng", "Harian Muara"] == [d.outlet for d in found if isinstance(d, Document)]


# --- JSONL and CSV


def test_jsonl_and_csv_of_the_same_articles_read_the_same(tmp_path: Path) -> None:
    row = {"id": "a1", "outlet": "Harian Muara", "title": "Banjir, lagi", "published": "2031-05-06"}
    row |= {"url": "https://muara.example/a1", "author": "Sari", "text": TEXT}
    head, cells = ",".join(row), ",".join(f'"{value}"' for value in row.values())
    assert read(jsonl(tmp_path / "a.jsonl", row)) == read(write(tmp_path / "a.csv", f"\ufeff{head}\r\n{cells}\r\n"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_usual_delimiter_is_read(delimiter: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f'ID{delimiter}Text\n7{delimiter}"{TEXT}"\n')
    assert [Document(TEXT, id="7")] == read(path)


def test_columns_that_are_not_read_may_share_a_name(tmp_path: Path) -> None:
    assert [Document("Air surut.")] == read(write(tmp_path / "a.csv", "text,,note,note,\nAir surut.,a,b,c,d\n"))


@pytest.mark.parametrize("given", ["", "2026-04-20", "2026-04-20T16:12:00+07:00", "2026-04-20 16:12"])
def test_date_that_begins_with_a_day_needs_no_warning(tmp_path: Path, given: str) -> None:
    (document,) = read(jsonl(tmp_path / "a.jsonl", {"text": TEXT, "published": given}))
    assert isinstance(document, Document)
    assert given == document.published


@pytest.mark.parametrize(
    "given",
    [
        "kemarin",
        "2 Januari 2026",
        "2026-02-30",
        "20/04/2026",
        "2026-04",
        "20260420",
        "2026-04-20Tgarbage",
        "2026-04-201",
    ],
)
def test_date_that_is_not_understood_is_warned_of_and_kept(tmp_path: Path, given: str) -> None:
    rows = jsonl(tmp_path / "a.jsonl", {"text": "Lain."}, {"text": TEXT, "published": given})
    _, warned, document = read(rows)
    assert isinstance(warned, Warned)
    assert str(warned).startswith(f"{rows}:2: a date of publication that is not understood: {given!r}; expected")
    assert isinstance(document, Document)
    assert given == document.published


@given(st.lists(documents(), min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_as_jsonl_is_read_back(tmp_path: Path, made: list[Document]) -> None:
    numbered = [evolve(document, id=f"a{number}") for number, document in enumerate(made)]
    assert numbered == read(jsonl(tmp_path / "a.jsonl", *map(asdict, numbered)))


def test_numbers_as_ids_null_fields_and_unknown_fields_are_accepted(tmp_path: Path) -> None:
    assert [Document(TEXT, id="7")] == read(jsonl(tmp_path / "a.jsonl", {"id": 7, "text": TEXT, "url": None, "x": [1]}))


def test_lone_surrogates_and_nul_are_replaced_one_for_one(tmp_path: Path) -> None:
    (document,) = read(write(tmp_path / "a.jsonl", '{"text": "a\\ud800b\\u0000c \\ud83d\\ude00"}\n'))
    assert isinstance(document, Document)
    assert "a\ufffdb\ufffdc \U0001f600" == document.text


def test_empty_text_and_empty_line_are_no_faults(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '\n{"text": "  "}\n{"text": "Air surut."}\n')
    empty, document = read(path)
    assert f"{path}:2: the text is empty" == str(empty)
    assert isinstance(document, Document)


BROKEN: Sequence[tuple[str, bytes, str]] = [
    ("a.jsonl", b'{"text": "a"}\n' + b"\n" * 5 + b'{"text": "a",}\n', ":7: broken JSON"),
    ("a.jsonl", b'{"text": "a"}\n["a"]\n', ":2: not a JSON object: expected one with a text, found a list"),
    ("a.jsonl", b'{"title": "a"}\n', ":1: no text in a record: expected a field text, found title"),
    ("a.jsonl", b'{"text": 7}\n', ":1: a field is no string: text is a number"),
    ("a.jsonl", b'{"text": "a", "url": ["b"]}\n', ":1: a field is no string: url is a list"),
    ("a.jsonl", b'{"text": "a", "id": true}\n', ":1: a field is no string: id is true or false"),
    ("a.jsonl", b'{"text": "a"}\n{"text": "\xe9"}\n', ":2: not UTF-8: byte 24 is 0xe9"),
    ("a.jsonl", b"[" * 200_000, ":1: broken JSON"),
    ("a.jsonl", b'{"text": ' + b"9" * 5_000 + b"}", ":1: broken JSON"),
    ("a.jsonl", b'{"text": "a", "id": "b", "text": "c"}\n', ":1: broken JSON: two values for 'text' in one object"),
    ("a.csv", b"text,text\na,b\n", ":1: two columns of one name: text"),
    ("a.csv", b"\nText;url;text\na;b;c\n", ":2: two columns of one name: text"),
    ("a.csv", b"url,text,URL \na,b,c\n", ":1: two columns of one name: url"),
    ("a.csv", b"id,isi\n1,a\n", ":1: no column text"),
    ("a.csv", b"id,text\r1,a\r", ":1: no column text"),
    ("a.csv", b"id,text\n1,a\n2,b,c\n", ":3: a row of another length: 3 fields, expected 2"),
    ("a.csv", b'id,text\n1,"a\nb"\n2,"c"d\n', ":4: broken CSV"),
    ("a.csv", b'id,text\n1,"a\nb\n', ":2: broken CSV"),
    ("a.csv", b"id,text\n1,a\n2,\xff\n", ":3: not UTF-8: byte 14 is 0xff"),
    ("a.txt", b"Air surut.\nkata \xe9", ":2: not UTF-8: byte 16 is 0xe9"),
    ("a.txt", b"\xff\xfeA\x00", "this is UTF-16"),
    ("a.jsonl", b"\x1f\x8b\x08\x00", "compressed with gzip"),
    ("a.txt", b"PK\x03\x04", "a zip archive"),
    ("a.txt", b"%PDF-1.7", "a PDF document"),
    ("a.txt", "Air surut, kata Rahmat.".encode("utf-16-le"), "this is UTF-16"),
    ("a.jsonl", '{"text": "Air surut."}'.encode("utf-16-be"), "this is UTF-16"),
    ("a.txt", b"\xff\xfe\x00\x00A\x00\x00\x00", "this is UTF-32"),
    ("a.csv", b"BZh91AY", "compressed with bzip2"),
    ("a.jsonl", b"\xfd7zXZ\x00\x00", "compressed with xz"),
    ("a.jsonl", b"\x28\xb5\x2f\xfd\x04", "compressed with zstd"),
    ("a.txt", b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    ("a.txt", b"SQLite format 3\x00", "an SQLite database"),
    ("a.txt", b" <!DOCTYPE html><p>" + b"<b>" * 100_000, "this is HTML or XML; take its text out"),
    ("a.txt", b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html><p>Air surut.', "this is HTML or XML"),
    ("a.txt", b"\n<!-- Harian Muara -->\n<html><p>Air surut.", "this is HTML or XML"),
    ("a.html", b"<!DOCTYPE\nhtml><p>Air surut.", "this is HTML or XML"),
    ("a.html", b"\xef\xbb\xbf<html lang=id>", "this is HTML"),
    ("a.jsonl", b'{"text": "a", "id": "' + b"b" * 10_001 + b'"}', ":1: a field is too long: id has 10,001 characters"),
    ("a.csv", b"id,text,title\n1,a," + b"b" * 10_001 + b"\n", ":2: a field is too long: title has 10,001"),
    ("a.txt", b"", "there is no article in it"),
    ("a.jsonl", b"\n\n", "there is no article in it"),
]


@pytest.mark.parametrize(("name", "content", "expected"), BROKEN)
def test_broken_file_is_an_error_with_its_line(name: str, content: bytes, expected: str, tmp_path: Path) -> None:
    path = write(tmp_path / name, content)
    assert fault(path).startswith(str(path))
    assert expected in fault(path)


@pytest.mark.parametrize(("name", "content", "expected"), BROKEN)
def test_broken_file_is_skipped_when_told_to_keep_going(
    name: str, content: bytes, expected: str, tmp_path: Path
) -> None:
    write(tmp_path / name, content)
    good = jsonl(tmp_path / "z.jsonl", {"id": "z", "text": TEXT})
    *skipped, last = read(tmp_path / name, good, reader=Reader(keep_going=True))
    assert Document(TEXT, id="z") == last
    assert any(expected in str(item) for item in skipped)


def test_lines_behind_a_broken_one_are_read_when_told_to_keep_going(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", b'{"text": "\xff"}\n{"text": \n{"text": "Air surut."}\n')
    assert [Skipped, Skipped, Document] == [type(item) for item in read(path, reader=Reader(keep_going=True))]


# --- the same article twice


def test_same_article_twice_is_read_once(tmp_path: Path) -> None:
    row = {"id": "a", "text": TEXT}
    document, again = read(jsonl(tmp_path / "a.jsonl", row), jsonl(tmp_path / "b.jsonl", row))
    assert Document(TEXT, id="a") == document
    assert f"{tmp_path}/b.jsonl:1: the same article came before: 'a'" == str(again)


def test_two_articles_of_one_id_are_an_error(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"id": "a", "text": TEXT}, {"id": "a", "text": "Lain."})
    assert f"{path}:2: another article has the same id: 'a'" in fault(path)


def test_wire_copy_in_two_outlets_is_two_articles(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"outlet": "A", "text": TEXT}, {"outlet": "B", "text": TEXT})
    assert ["A", "B"] == [item.outlet for item in read(path) if isinstance(item, Document)]


# --- paths


def test_folder_is_read_in_order_of_names_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt"):
        write(tmp_path / name, TEXT)
    names = [item.id.rpartition("-")[0] for item in read(tmp_path) if isinstance(item, Document)]
    assert ["a", "b", "c"] == names


def test_folder_passes_over_what_is_no_article_and_says_so(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "b.jpg", b"\xff\xd8")
    write(tmp_path / "c.gold.jsonl", "{}")
    (tmp_path / "link.txt").symlink_to(tmp_path / "absent")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    found = read(tmp_path)
    skipped = {Path(item.path).name: item.kind for item in found if isinstance(item, Skipped)}
    assert 1 == sum(isinstance(item, Document) for item in found)
    assert {"b.jpg", "c.gold.jsonl", "link.txt", "loop", "self.txt", "pipe.txt"} == set(skipped)
    assert "a named pipe instead of a file" == skipped["pipe.txt"]
    assert "a link to a folder is not followed" == skipped["loop"]


def test_deep_folders_are_read(tmp_path: Path) -> None:
    place = tmp_path
    for _ in range(1200):
        place /= "d"
        place.mkdir()
    write(place / "a.txt", TEXT)
    found = [type(item) for item in read(tmp_path)]
    subprocess.run(["rm", "-r", tmp_path / "d"], check=True)  # too deep for pytest, whose clean-up would fail later
    assert [Document] == found


def missing(path: Path) -> Path:
    return path / "absent.txt"


def empty_folder(path: Path) -> Path:
    return path


def pipe(path: Path) -> Path:
    os.mkfifo(path / "pipe")
    return path / "pipe"


def device(_path: Path) -> Path:
    return Path("/dev/zero")


def link_to_itself(path: Path) -> Path:
    (path / "self").symlink_to(path / "self")
    return path / "self"


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (missing, "no such file or folder"),
        (empty_folder, "there is no article in it"),
        (pipe, "a named pipe instead of a file"),
        (device, "a device instead of a file"),
        (link_to_itself, "cannot be opened"),
    ],
)
def test_path_that_cannot_be_read_is_an_error(make: Callable[[Path], Path], expected: str, tmp_path: Path) -> None:
    assert expected in fault(make(tmp_path))


def test_name_with_a_line_break_or_broken_bytes_stays_one_line(tmp_path: Path) -> None:
    assert "a\\nb.jsonl:1: broken JSON" in fault(write(tmp_path / "a\nb.jsonl", "{"))
    odd = os.path.join(os.fsencode(tmp_path), b"a\xff.jsonl")  # noqa: PTH118 - bytes that are no text
    with open(odd, "wb") as stream:  # noqa: PTH123
        stream.write(b"{")
    assert "a\\udcff.jsonl:1: broken JSON" in fault(os.fsdecode(odd))


def test_file_that_may_not_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", TEXT)

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert f"{path}: cannot be read: Permission denied" == fault(path)


@pytest.mark.parametrize("alone", ["./art", b"./art", Path("art")])
def test_one_path_alone_is_refused_at_once_instead_of_read_letter_by_letter(alone: str) -> None:
    with pytest.raises(TypeError, match=r"expected paths in a list.*art"):
        Reader().read(alone)
    with pytest.raises(TypeError, match=r"expected paths in a list.*art"):
        ingest(alone, ":memory:", lang="id")


# --- limits


def test_line_or_text_over_the_limit_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    small = Reader(limits=Limits(article=100), keep_going=True)
    rows = jsonl(tmp_path / "a.jsonl", {"text": "a" * 100_000}, {"text": "Air surut."})
    long, document = read(rows, reader=small)
    assert f"{rows}:1: a line is too long: more than 100 bytes; raise --limit or split it" == str(long)
    assert Document("Air surut.") == document
    (text, empty) = read(write(tmp_path / "a.txt", "a " * 100), reader=small)
    assert "an article is too long: more than 100 bytes" in str(text)
    assert "there is no article in it" in str(empty)


def test_line_of_a_hundred_megabytes_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        stream.truncate(100 << 20)  # sparse: nothing is written
        stream.seek(0, os.SEEK_END)
        stream.write(b'\n{"id": "b", "text": "Air surut."}\n')
    long, document = read(path, reader=Reader(keep_going=True))
    assert f"{path}:1: a line is too long: more than 67,108,864 bytes; raise --limit or split it" == str(long)
    assert Document("Air surut.", id="b") == document


def test_bomb_of_gzip_is_not_unpacked(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", gzip.compress(bytes(10 << 20)))
    assert "this is compressed with gzip; unpack it with: gunzip" in fault(path)


def test_nul_in_a_text_is_replaced_and_makes_it_no_other_format(tmp_path: Path) -> None:
    (document,) = read(write(tmp_path / "a.txt", b"Air\x00surut, kata Rahmat."))
    assert isinstance(document, Document)
    assert "Air\ufffdsurut, kata Rahmat." == document.text


def test_folder_of_many_odd_files_is_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = sorted(f"{n % 7} \n\u202e{n:05}.txt" for n in range(700))
    for name in names:
        write(tmp_path / name, f"Air surut, kata {name}.")
        (tmp_path / f"{name}.bak").touch()
    found = read(tmp_path)
    texts = [item.text for item in found if isinstance(item, Document)]
    assert [f"Air surut, kata {name}." for name in names] == texts
    assert {"not read in a folder"} == {item.kind for item in found if isinstance(item, Skipped)}
    assert all(str(item).isprintable() for item in found if isinstance(item, Skipped))


def test_field_over_the_limit_of_csv_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'id,text\n1,"' + "a\n" * 100 + '"\n')
    with pytest.raises(ReadError, match=r":2: broken CSV: field larger"):
        read(path, reader=Reader(limits=Limits(article=50)))


def test_reading_csv_leaves_the_limit_of_the_process_as_it_was_at_every_row(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    rows = Reader(limits=Limits(article=50)).read([write(tmp_path / "a.csv", "id,text\n1,Air surut.\n2,Air naik.\n")])
    assert [before, before] == [csv.field_size_limit() for _ in rows]


def test_csv_read_at_the_same_time_is_read_to_its_end(tmp_path: Path) -> None:
    short = write(tmp_path / "a.csv", "id,text\n1,Air surut.\n")
    long = write(tmp_path / "b.csv", f"id,text\n1,Air naik.\n2,{'air ' * 50_000}\n")
    pairs = zip_longest(Reader().read([short]), Reader().read([long]))
    assert ["1", "1", "2"] == [row.id for pair in pairs for row in pair if isinstance(row, Document)]


# --- standard input


def test_standard_input_is_a_text() -> None:
    assert [Document(TEXT)] == read("-", reader=Reader(stdin=io.BytesIO(TEXT.encode())))


def test_standard_input_may_be_jsonl() -> None:
    lines = b'{"id": "a", "text": "Air surut."}\n{"id": "b", "text": "Air naik."}\n'
    found = read("-", reader=Reader(stdin=io.BytesIO(lines)))
    assert [Document("Air surut.", id="a"), Document("Air naik.", id="b")] == found


@pytest.mark.parametrize("before", ["", "\n", " \r\n\n", "\ufeff", "\ufeff\n"])
@pytest.mark.parametrize(
    "rows", ['{"id": "a", "text": "Air surut."}\n', 'Id;Text\na;"Air surut."\n', "text,id\nAir surut.,a"]
)
def test_standard_input_is_what_its_first_line_that_is_not_blank_says(before: str, rows: str) -> None:
    assert [Document("Air surut.", id="a")] == read("-", reader=Reader(stdin=io.BytesIO((before + rows).encode())))


@pytest.mark.parametrize(
    ("given", "line", "expected"),
    [
        ('{"text": "Air surut.",}\n{"text": "Air naik."}\n', 1, "broken JSON"),
        ('\n{\n  "text": "Air surut."\n}\n', 2, "broken JSON"),
        ('[{"text": "Air surut."}]\n', 1, "not a JSON object: expected one with a text, found a list"),
        ('[\n  {"text": "Air surut."}\n]\n', 1, "broken JSON"),
        ("\nid,text\na,b,c\n", 3, "a row of another length"),
    ],
)
def test_broken_jsonl_and_csv_on_standard_input_is_no_text(given: str, line: int, expected: str) -> None:
    with pytest.raises(ReadError, match=f"^-:{line}: {expected}"):
        read("-", reader=Reader(stdin=io.BytesIO(given.encode())))


def test_text_on_standard_input_may_begin_with_a_bracket() -> None:
    text = "[Lamuru] Air surut, kata Rahmat."
    assert [Document(text)] == read("-", reader=Reader(stdin=io.BytesIO(text.encode())))


def test_blank_lines_above_the_header_of_csv_are_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "\n\nid,text\n1,Air surut.\n2,b,c\n")
    assert f"{path}:5: a row of another length" in fault(path)
    document, *_ = read(path, reader=Reader(keep_going=True))
    assert Document("Air surut.", id="1") == document


def test_broken_standard_input_is_an_error() -> None:
    with pytest.raises(ReadError, match="not UTF-8: byte 4 is 0xe9"):
        read("-", reader=Reader(stdin=io.BytesIO(b"kata\xe9")))


@given(st.binary(max_size=300) | st.text().map(str.encode))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_documents_or_reasons(tmp_path: Path, content: bytes) -> None:
    paths = [write(tmp_path / f"a.{suffix}", content) for suffix in ("txt", "jsonl", "csv")]
    for item in read(*paths, "-", reader=Reader(keep_going=True, stdin=io.BytesIO(content))):
        if isinstance(item, Document):
            assert item.text.encode("utf-8")
        else:
            assert str(item).isprintable()
