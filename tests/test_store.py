"""Store: what goes in comes out, twice is once, order does not matter, chains are whole, faults are one line."""

import json
import re
import sqlite3
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from claimtrack.errors import StoreError
from claimtrack.ingest import ingest
from claimtrack.model import Attribution, Credit, CreditRole, Document, Extraction, Factuality, Span, Stance, Style
from claimtrack.packs import load_pack
from claimtrack.pipeline import extract
from claimtrack.resolve import registry
from claimtrack.store import Run, Writer, open_database, open_existing
from claimtrack.store.glossary import read_glossary
from claimtrack.store.ids import slug
from claimtrack.store.migrations import migrations
from claimtrack.store.ratings import find_source, rate, ratings
from claimtrack.store.registry import describer
from claimtrack.store.rows import attribution_ids, document_id
from claimtrack.store.sentences import Sentences
from tests.strategies import ANY, collections, extractions

RUN = Run("id", "0" * 16, "0.1.0")
DATA = ("runs", "outlets", "documents", "sources", "source_aliases", "credits", "claims", "attributions", "spans")
CLOCKS = {"started_at", "ingested_at"}


@pytest.fixture
def db() -> Iterator[Database]:
    with closing(open_database(":memory:")) as database:
        yield database


def rows(db: Database, *tables: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of ``tables`` (all that hold data, if none are named) without the clock, sorted."""
    found = {table: [dict(row) for row in db.query(f"SELECT * FROM {table}")] for table in tables or DATA}  # noqa: S608
    for table in found.values():
        for row in table:
            for name in CLOCKS & row.keys():
                del row[name]
        table.sort(key=repr)
    return found


def check(db: Database) -> None:
    """Assert that the database is whole and that both full-text indexes say what their tables say."""
    assert [("ok",)] == db.execute("PRAGMA integrity_check").fetchall()
    assert [] == db.execute("PRAGMA foreign_key_check").fetchall()
    for table in ("claims_fts", "documents_fts"):
        db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - our own names


# --- round trips


def read_back(db: Database, key: str) -> list[dict[str, Any]]:
    """Return the attributions of the document ``key`` as values of the model, parents by position."""
    positions = {row["id"]: row["position"] for row in db.query("SELECT id, position FROM attributions")}
    found = []
    for row in db.query("SELECT * FROM attributions WHERE document_id = ? ORDER BY position", [key]):
        spans: dict[str, list[Span]] = {}
        query = "SELECT * FROM spans WHERE attribution_id = ? ORDER BY role, ordinal"
        for span in db.query(query, [row["id"]]):
            spans.setdefault(span["role"], []).append(Span(span["start"], span["stop"], span["text"]))
        found.append({**row, "spans": spans, "parent": positions.get(row["parent_id"])})
    return found


def expected(a: Attribution, among: Sequence[Attribution]) -> dict[str, Any]:
    """Return what `read_back` must find of ``a``."""
    spans = {"source": a.source, "cue": a.cue, "modality": a.modality_marker, "resolved_from": a.resolved_from}
    spans["antecedent"] = a.antecedent
    return {
        "spans": {role: [span] for role, span in spans.items() if span} | {"content": list(a.content)},
        "parent": among.index(a.parent) if a.parent else None,
        "source_id": slug(a.source_name) if a.source_name else None,
        **{name: getattr(a, name) for name in ("style", "rule", "cue_lemma", "cue_class", "cue_stance")},
        **{name: getattr(a, name) for name in ("factuality", "factuality_reason", "resolution", "confidence_reason")},
        "negated": int(a.negated),
        "source_roles": json.dumps(a.source_roles),
        "extraction_confidence": a.extraction_confidence,
        "content_text": " ".join(span.text for span in a.content),
    }


@given(extractions())
def test_stored_attributions_read_back_the_same(extraction: Extraction) -> None:
    with closing(open_database(":memory:")) as db:
        Writer(db, RUN).write([extraction])
        found = read_back(db, document_id(extraction.document))
        wanted = [expected(a, extraction.attributions) for a in extraction.attributions]
        assert wanted == [{name: row[name] for name in want} for row, want in zip(found, wanted, strict=True)]
        check(db)


def test_stance_says_in_words_why(db: Database) -> None:
    Writer(db, RUN).write([extract("Rina Wulandari mengklaim air sudah surut.")])
    reasons = [row[0] for row in db.execute("SELECT stance_reason FROM attributions")]
    assert ["The lexicon has “mengklaim” as distancing."] == reasons


@given(extractions(ANY))
@settings(max_examples=50)
def test_every_text_can_be_stored_and_its_spans_keep_their_place(extraction: Extraction) -> None:
    with closing(open_database(":memory:")) as db:
        Writer(db, RUN).write([extraction])
        (row,) = db.query("SELECT text FROM documents")
        assert len(extraction.document.text) == len(row["text"])
        for span in db.query("SELECT * FROM spans"):
            assert span["text"] == row["text"][span["start"] : span["stop"]]


@given(collections())
@settings(max_examples=50)
def test_writing_twice_is_writing_once(made: list[Extraction]) -> None:
    with closing(open_database(":memory:")) as db:
        writer = Writer(db, RUN)
        assert {"added": len(made), "changed": 0} == writer.write(made)
        once = rows(db)
        assert ["unchanged"] * len(made) == writer.compare([extraction.document for extraction in made])
        assert {"added": 0, "changed": len(made)} == writer.write(made)
        assert once == rows(db)
        check(db)


@given(collections(), st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_order_of_writing_changes_no_id_and_no_link(made: list[Extraction], random: Any) -> None:  # noqa: ANN401
    shuffled = random.sample(made, len(made))
    found = []
    for some in (made, shuffled):
        with closing(open_database(":memory:")) as db:
            for extraction in some:
                Writer(db, RUN).write([extraction])
            found.append(
                rows(db, "credits", "attributions", "spans")
                | {table: sorted(row["id"] for row in db.query(f"SELECT id FROM {table}")) for table in DATA[:4]}  # noqa: S608
            )
    assert found[0] == found[1]


@given(collections(), collections())
@settings(max_examples=30)
def test_replacing_articles_leaves_what_writing_the_last_alone_would(
    before: list[Extraction], after: list[Extraction]
) -> None:
    before = [evolve(x, document=evolve(x.document, id=f"d{i}")) for i, x in enumerate(before[: len(after)])]
    after = [evolve(x, document=evolve(x.document, id=f"d{i}")) for i, x in enumerate(after)]
    with closing(open_database(":memory:")) as db, closing(open_database(":memory:")) as fresh:
        Writer(db, RUN).write(before)
        Writer(db, RUN).write(after)
        Writer(fresh, RUN).write(after)
        assert comparable(fresh) == comparable(db)
        check(db)


def comparable(db: Database) -> dict[str, Any]:
    """Return all rows; of claims and outlets the ids alone, since the first spelling of one stays."""
    found = rows(db)
    return found | {table: sorted(row["id"] for row in found[table]) for table in ("claims", "outlets")}


# --- one batch, one transaction


def example(text: str = "Air surut, kata Rahmat.", key: str = "a", **changes: Any) -> Extraction:  # noqa: ANN401
    cue = text.index("kata")
    a = Attribution(
        source=Span.of(text, cue + 5, len(text) - 1),
        cue=Span.of(text, cue, cue + 4),
        content=(Span.of(text, 0, cue - 2),),
        style="indirect",
        negated=False,
        rule="inverted",
        source_name="Rahmat",
    )
    return Extraction(Document(text, id=key, outlet="Harian Muara"), (evolve(a, **changes),), (), "id", "0" * 16)


PASSED_ON = {
    "Jembatan itu aman, kata Rina Wulandari kepada Reuters, dikutip Antara.": "Rina Wulandari → Reuters → ANTARA → Uji",
    "KCNA, mengutip Kim Jong Un, melaporkan rudal itu siap.": "Kim Jong Un → KCNA → Uji",
    "Kim Jong Un menyatakan rudal itu siap, menurut KCNA.": "Kim Jong Un → KCNA → Uji",
}


@pytest.mark.parametrize("text", PASSED_ON)
def test_chain_runs_from_who_said_it_through_who_passed_it_on_to_the_outlet(tmp_path: Path, text: str) -> None:
    row = {"id": "a", "outlet": "Uji", "text": text}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    ingest([tmp_path / "a.jsonl"], tmp_path / "claims.db", lang="id")
    with closing(open_database(tmp_path / "claims.db")) as db:
        assert PASSED_ON[text] in {found["chain"] for found in db.query("SELECT chain FROM claim_chains")}


def test_batch_with_a_row_that_the_schema_refuses_writes_nothing(db: Database) -> None:
    with pytest.raises(StoreError, match="CHECK constraint"):
        Writer(db, RUN).write([example(), example(key="b", style="shouted")])
    assert not any(rows(db).values())


def test_shared_claim_stays_until_its_last_article_changes(db: Database) -> None:
    writer = Writer(db, RUN)
    writer.write([example(), example(key="b")])
    other = "Air naik, kata Rahmat."
    for key, left in (("a", {"air surut", "air naik"}), ("b", {"air naik"})):
        writer.write([example(other, key=key)])
        assert left == {row["normalised"] for row in db.query("SELECT normalised FROM claims")}
    assert [] == list(db.query("SELECT * FROM claims_fts WHERE claims_fts MATCH 'surut'"))
    assert 1 == len(list(db.query("SELECT * FROM claims_fts WHERE claims_fts MATCH 'NAIK'")))


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Air surut, kata Rahmad."},
        {"title": "Banjir"},
        {"outlet": "Kabar"},
        {"url": "x"},
        {"published": "2031"},
    ],
)
def test_change_of_words_or_description_is_noticed(db: Database, change: dict[str, str]) -> None:
    writer = Writer(db, RUN)
    writer.write([example()])
    assert ["changed"] == writer.compare([evolve(example().document, **change)])


def test_another_pack_tool_or_parameter_is_noticed(db: Database) -> None:
    Writer(db, RUN).write([example()])
    for run in (evolve(RUN, pack_version="1"), evolve(RUN, tool_version="9"), evolve(RUN, parameters={"a": 1})):
        assert ["changed"] == Writer(db, run).compare([example().document])
    assert ["unchanged", "added"] == Writer(db, RUN).compare([example().document, example(key="b").document])


def test_run_that_no_article_comes_from_is_dropped(db: Database) -> None:
    for version in ("1", "2"):
        Writer(db, evolve(RUN, pack_version=version)).write([example()])
    assert ["2"] == [row["pack_version"] for row in db.query("SELECT pack_version FROM runs")]


# --- chains

NESTED = "BMKS mengatakan pada Kamis bahwa gempa mereda, kata Sari kepada Nordwire, lapor Sagara."


def nested(outlet: str = "Harian Muara", *credit: Credit) -> Extraction:
    def span(words: str) -> Span:
        return Span.of(NESTED, NESTED.index(words), NESTED.index(words) + len(words))

    def says(source: str, cue: str, content: str, parent: Attribution | None, name: str | None) -> Attribution:
        return Attribution(
            span(source),
            span(cue),
            (span(content),),
            "indirect",
            negated=False,
            rule="test",
            source_name=name,
            parent=parent,
        )

    sagara = says("Sagara", "lapor", NESTED[: NESTED.index(", lapor")], None, "Sagara")
    sari = says("Sari", "kata", NESTED[: NESTED.index(", kata")], sagara, "Sari")
    bmks = says("BMKS", "mengatakan", "gempa mereda", sari, "BMKS")
    return Extraction(Document(NESTED, id="a", outlet=outlet), (bmks, sari, sagara), credit, "id", "0" * 16)


def wire(name: str) -> Credit:
    return Credit("wire", name, Span.of(NESTED, NESTED.index("Nordwire"), NESTED.index("Nordwire") + 8))


def chains(db: Database) -> list[str]:
    return [row["chain"] for row in db.query("SELECT chain FROM claim_chains ORDER BY chain")]


def test_chain_runs_from_the_innermost_source_to_the_outlet(db: Database) -> None:
    Writer(db, RUN).write([nested()])
    assert ["BMKS → Sari → Sagara → Harian Muara"] == chains(db)
    links = [tuple(row.values()) for row in db.query("SELECT hop, kind, name, source_id FROM chain_links ORDER BY hop")]
    assert [(0, "attribution", "BMKS", "bmks"), (3, "outlet", "Harian Muara", None)] == [links[0], links[-1]]


def test_agencies_credited_by_the_article_stand_before_the_outlet(db: Database) -> None:
    Writer(db, RUN).write([nested("Harian Muara", wire("Nordwire"))])
    assert ["BMKS → Sari → Sagara → Nordwire → Harian Muara"] == chains(db)


def test_neighbours_of_one_name_are_one_link(db: Database) -> None:
    Writer(db, RUN).write([nested("sagara", wire("SAGARA"))])
    assert ["BMKS → Sari → Sagara"] == chains(db)


def test_source_that_nobody_names_and_unknown_outlet_are_seen(db: Database) -> None:
    a = evolve(example().attributions[0], source=None, source_name=None)
    Writer(db, RUN).write([evolve(example(), attributions=(a,), document=Document(a.cue.text * 6, id="a"))])
    assert ["?"] == chains(db)
    assert [None] == [row["origin_id"] for row in db.query("SELECT origin_id FROM claim_chains")]


def test_relay_has_no_claim_of_its_own(db: Database) -> None:
    Writer(db, RUN).write([nested()])
    query = "SELECT cue_text, claim_id IS NULL AS relay FROM attributions ORDER BY position"
    assert [("mengatakan", 0), ("kata", 1), ("lapor", 1)] == [tuple(row.values()) for row in db.query(query)]


def test_dateline_names_the_outlet_that_the_input_does_not(db: Database) -> None:
    head = Credit("dateline", "MUARA.id", Span.of(NESTED, 0, 4))
    Writer(db, RUN).write([nested("", head)])
    assert ["BMKS → Sari → Sagara → MUARA.id"] == chains(db)
    Writer(db, RUN).write([nested("Harian Muara", head)])
    assert ["BMKS → Sari → Sagara → Harian Muara"] == chains(db)


def test_agency_that_is_the_outlet_itself_is_the_outlet_alone(db: Database) -> None:
    Writer(db, RUN, describer(load_pack("id"))).write([nested("antara", wire("ANTARA"), wire("Sputnik"))])
    assert ["BMKS → Sari → Sagara → Sputnik → antara"] == chains(db)


def test_page_of_one_claim_does_not_walk_the_whole_table(db: Database) -> None:
    Writer(db, RUN).write([nested()])
    for view in ("claim_chains", "chain_links"):
        plan = db.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE claim_id = 'x'").fetchall()  # noqa: S608
        assert [] == [row[3] for row in plan if re.match(r"SCAN (a|p|d|c|o|s)\b", row[3])]


def test_loop_of_parents_ends(db: Database) -> None:
    Writer(db, RUN).write([nested()])
    db.execute(
        "UPDATE attributions SET parent_id = (SELECT id FROM attributions WHERE position = 0) WHERE position = 2"
    )
    assert 1 == len(chains(db))


# --- sources


def test_registry_of_the_pack_gives_kind_party_country_and_aliases(db: Database) -> None:
    pack = load_pack("id")
    text = "Uji coba dilakukan, kata KCNA."
    Writer(db, RUN, describer(pack)).write([example(text, source_name="KCNA")])
    known = registry.load_registry(pack).lookup("KCNA")
    assert known
    (row,) = db.query("SELECT kind, country, affiliation_id FROM sources WHERE id = 'kcna'")
    assert (known.kind, known.country) == (row["kind"], row["country"])
    assert (known.affiliation and slug(known.affiliation)) == row["affiliation_id"]
    aliases = {row["alias"] for row in db.query("SELECT alias FROM source_aliases WHERE source_id = 'kcna'")}
    assert {alias.text for alias in known.aliases} == aliases


def test_place_at_the_head_is_no_source(db: Database) -> None:
    place = Credit("place", "Moskow", Span.of(NESTED, 0, 4))
    Writer(db, RUN, describer(load_pack("id"))).write([nested("", place)])
    assert [None] == [row["source_id"] for row in db.query("SELECT source_id FROM credits")]


def test_source_that_nobody_names_goes_with_its_party_unless_it_is_rated(db: Database) -> None:
    writer = Writer(db, RUN, describer(load_pack("id")))
    writer.write([example(source_name="KCNA"), example(source_name="Rina", key="b")])
    assert {"kcna", "rina"} < {row["id"] for row in db.query("SELECT id FROM sources")}
    db.execute("UPDATE sources SET reliability = 'B' WHERE id = 'rina'")
    writer.write([example(source_name="Sari"), example(source_name="Sari", key="b")])
    assert {"rina", "sari"} == {row["id"] for row in db.query("SELECT id FROM sources")}
    assert 0 == db.table("source_aliases").count


def test_source_that_a_person_could_not_judge_stays_with_his_reason(db: Database) -> None:
    writer = Writer(db, RUN, describer(load_pack("id")))
    writer.write([example(source_name="Rina")])
    rate(db, "rina", "F", "nothing is known of her")
    writer.write([example(source_name="Sari")])
    known = find_source(db, "rina")
    assert ["nothing is known of her"] == [rating.reason for rating in ratings(db, known)]


def test_better_knowledge_of_a_source_replaces_worse_but_not_a_rating(db: Database) -> None:
    pack = load_pack("id")
    Writer(db, RUN).write([example(source_name="KCNA")])
    db.execute("UPDATE sources SET reliability = 'D'")
    Writer(db, RUN, describer(pack)).write([example(source_name="KCNA", key="b")])
    (row,) = db.query("SELECT kind, reliability FROM sources WHERE id = 'kcna'")
    assert ("state_media", "D") == (row["kind"], row["reliability"])


# --- ids and sentences


def test_attributions_of_one_cue_have_ids_of_their_own() -> None:
    (a,) = example().attributions
    assert 3 == len(set(attribution_ids("a", [a, a])) | set(attribution_ids("b", [a])))


def test_articles_with_cues_in_the_same_places_have_ids_of_their_own() -> None:
    (a,) = example().attributions
    halves = [attribution_ids(f"d{number}", [a])[0][8:] for number in range(2000)]
    assert 2000 == len(set(halves)), "the second half alone must tell articles apart, where the first halves clash"


def test_sentence_round_an_attribution_is_whole_and_not_more() -> None:
    text = "Hujan reda. Air surut, kata Rahmat. Jalan dibuka.\nLain."
    start, sentence = Sentences.of(extract(text)).around(text.index("Air"), text.index("Rahmat"))
    assert (text.index("Air"), "Air surut, kata Rahmat.") == (start, sentence)


def test_sentence_to_show_is_the_one_that_was_read() -> None:
    text = "LEMBAH, HARIANUJI.com - Air surut, kata Rahmat. Jalan dibuka.\n\nBaca juga: Hujan reda\n\nSari diam."
    extraction = extract(text)
    assert [text[start:stop] for start, stop in extraction.sentences] == [
        "Air surut, kata Rahmat.",
        "Jalan dibuka.",
        "Sari diam.",
    ]
    cue = extraction.attributions[0].cue
    assert (text.index("Air"), "Air surut, kata Rahmat.") == Sentences.of(extraction).around(cue.start, cue.stop)


def test_sentences_that_nobody_cut_are_lines() -> None:
    text = "Hujan reda. Air surut.\nLain."
    around = Sentences.of(Extraction(Document(text))).around
    assert [(0, "Hujan reda. Air surut."), (23, "Lain."), (0, text)] == [around(3, 5), around(24, 25), around(20, 25)]


def test_sentence_without_end_is_cut_to_its_neighbourhood() -> None:
    text = "kata " * 100_000
    start, sentence = Sentences.of(extract(text)).around(250_000, 250_100)
    assert 2000 >= len(sentence)
    assert text[250_000:250_100] in sentence
    assert sentence == text[start : start + len(sentence)]


# --- schema and glossary

CLOSED = {
    ("attributions", "style"): Style,
    ("attributions", "cue_stance"): Stance,
    ("attributions", "factuality"): Factuality,
    ("credits", "role"): CreditRole,
    ("sources", "kind"): registry.SourceKind,
}


def allowed(db: Database, table: str, column: str) -> set[str]:
    """Return the values that the CHECK of a column admits."""
    found = re.search(rf"CHECK \({column} IN \(([^)]*)\)\)", db.table(table).schema)
    assert found, f"{table}.{column} has no CHECK"
    return {value.strip().strip("'") for value in found[1].split(",")}


@pytest.mark.parametrize(("table", "column"), CLOSED)
def test_closed_values_of_the_schema_are_those_of_the_model(db: Database, table: str, column: str) -> None:
    assert set(get_args(CLOSED[table, column])) == allowed(db, table, column)


def test_every_closed_value_is_in_the_glossary_and_no_other(db: Database) -> None:
    defined: dict[str, set[str]] = {}
    for entry in read_glossary():
        if entry.value:
            defined.setdefault(entry.field, set()).add(entry.value)
    checks = {
        f"{table}.{column}": allowed(db, table, column)
        for table in db.table_names()
        for column in re.findall(r"CHECK \((\w+) IN \(", db.table(table).schema)
    }
    assert checks == {field: values for field, values in defined.items() if field in checks}
    assert {"attributions.cue_class", "chain_links.kind"} == defined.keys() - checks.keys()


def test_every_class_of_cue_in_the_pack_is_in_the_glossary() -> None:
    defined = {entry.value for entry in read_glossary() if entry.field == "attributions.cue_class" and entry.value}
    assert {cue.cls for cues in load_pack("id").cues.values() for cue in cues} <= defined


def test_glossary_in_the_database_is_the_one_that_ships(db: Database, tmp_path: Path) -> None:
    entries = tomllib.loads(files("claimtrack.store").joinpath("glossary.toml").read_text(encoding="utf-8"))
    assert sum(map(len, entries.values())) == db.table("glossary").count
    path = tmp_path / "claims.db"
    with closing(open_database(path)) as old:
        old.execute("UPDATE glossary SET definition_en = 'stale'")
        old.conn.commit()
    with closing(open_database(path)) as new:
        assert 0 == new.table("glossary").count_where("definition_en = 'stale'")


def test_schema_is_made_once_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "claims.db"

    def broken(db: Database) -> None:
        db.execute("CREATE TABLE half (a)")
        db.execute("CREATE TABLE half (a)")

    applied = migrations._migrations  # noqa: SLF001 - a second migration that fails
    monkeypatch.setattr(migrations, "_migrations", [*applied, evolve_migration(applied[0], broken)])
    with pytest.raises(StoreError, match="half"):
        open_database(path)
    monkeypatch.undo()
    with closing(open_database(path)) as db:
        assert "half" not in db.table_names()
        assert [
            *("0001_first_schema", "0002_comparison", "0003_origins", "0004_relations", "0005_source_ratings"),
            "0006_source_edits",
            "0007_reuse_and_drift",
            "0008_lists_of_claims",
            "0009_antecedents_and_roles",
            "0010_confidence_reason",
            "0011_page_facts",
            "0012_addressees",
            "0013_one_event",
            "0014_named_links",
            "0015_offices",
            "0016_repeats",
        ] == [migration.name for migration in migrations.applied(db)]


def evolve_migration(like: Any, function: Any) -> Any:  # noqa: ANN401 - sqlite-utils does not export the class
    return type(like)("9999_broken", function)


# --- files that are no database to write to


def test_folder_that_is_missing_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"absent/claims.db: the folder .*absent does not exist; create it"):
        open_database(tmp_path / "absent" / "claims.db")


def test_two_openings_at_once_make_one_schema(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "c.db")) as one, closing(open_database(tmp_path / "c.db")) as two:
        Writer(one, RUN).write([example()])
        Writer(two, RUN).write([example(key="b")])
        assert 2 == one.table("documents").count


def test_writer_that_waits_too_long_says_so(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with closing(open_database(path, wait_seconds=0.05)) as db, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"c.db: database is locked: another program is writing to it"):
            Writer(db, RUN).write([example()])


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with closing(open_database(path)) as db, closing(sqlite3.connect(path, timeout=0)) as reader:
        Writer(db, RUN).write([example()])
        db.execute("BEGIN IMMEDIATE")
        db.execute("DELETE FROM documents")
        assert [(1,)] == reader.execute("SELECT count(*) FROM documents").fetchall()
        db.rollback()


def test_error_of_a_file_that_is_only_opened_says_nothing_of_writing(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    path.write_text("Ini bukan basis data. " * 20, encoding="utf-8")
    with pytest.raises(StoreError) as caught:
        open_existing(path)
    assert f"{path}: file is not a database: it is not an SQLite database; name another file with --db" == str(
        caught.value
    )


def test_damaged_database_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with closing(open_database(path)) as db:
        Writer(db, RUN).write([example(key=f"a{number}") for number in range(50)])
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = bytearray(path.read_bytes())
    raw[4096:] = b"\xff" * (len(raw) - 4096)
    path.write_bytes(raw)
    with pytest.raises(StoreError, match=r"c.db: .*: it is damaged"):
        open_database(path)
