"""The JSON shapes are a contract: documented in docs/programs.md, held here."""

import json

from bot.lexicon.model import Glossary
from tests.platforms.conftest import Run

ENTRY_FIELDS = {
    "id", "headword", "reading", "romaji", "variants", "abbreviations", "search_keys", "pos", "transitivity", "origin",
    "source", "formation", "register", "medium", "direction", "currency", "attitude", "difficulty", "senses", "examples",
    "usage_note", "false_friend", "homophone_note", "collocations", "synonyms", "antonyms", "related", "broader",
    "narrower", "contrast_sets", "formula", "jlpt", "pitch", "verified_on", "reviewer",
}  # fmt: skip
TERM_FIELDS = {"headword", "entry_id", "start", "end", "surface"}
MATCH_FIELDS = {"id", "headword", "reading", "romaji", "score", "kind", "reason"}
LOOKUP_FIELDS = {"query", "outcome", "matches", "suggestions", "general"}
CONTRAST_FIELDS = {
    "id", "title", "members", "gist", "axes", "minimal_pairs", "in_doubt", "disagreement", "verified_on",
}  # fmt: skip


def test_lookup_prints_one_object_a_line(naruhaya: Run) -> None:
    done = naruhaya("lookup", "--stdin", stdin="kasutama\n\n受電\nqqqqqzzzz\n" + "あ" * 200_000 + "\n")
    rows = [json.loads(line) for line in done.stdout.splitlines()]

    assert 0 == done.returncode
    assert [LOOKUP_FIELDS] * 5 == [set(row) for row in rows]
    assert ["match", "none", "match", "none"] == [row["outcome"] for row in rows[:4]]
    assert "kasutama" == rows[0]["matches"][0]["id"]
    assert "kasutamā" == rows[0]["matches"][0]["romaji"]
    assert MATCH_FIELDS == set(rows[0]["matches"][0])
    assert all(0 <= match["score"] <= 100 for row in rows for match in (*row["matches"], *row["suggestions"]))


def test_lookup_answers_each_line_before_the_next_is_sent(environment: dict[str, str]) -> None:
    import subprocess
    import sys

    with subprocess.Popen(
        [sys.executable, "-m", "adapters", "lookup", "--stdin"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        for query in ("受電", "架電"):
            process.stdin.write(f"{query}\n")
            process.stdin.flush()
            assert query == json.loads(process.stdout.readline())["query"]
        process.stdin.close()


def test_bytes_that_are_no_text_are_answered_too(environment: dict[str, str]) -> None:
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "adapters", "lookup", "--stdin"],
        input=b"\xff\xfe\x80\nkasutama\n",
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert 2 == len(done.stdout.splitlines())


def test_spot_answers_every_line_of_messages(naruhaya: Run) -> None:
    lines = [
        json.dumps({"text": "お客様から受電、午後リスケしてください"}, ensure_ascii=False),
        json.dumps({"text": "会社の前"}),
        json.dumps({"text": "\ud800受電" + "あ" * 200_000}),
        json.dumps({"text": "あ" * 4_000 + "受電", "more": 1}),
    ]
    done = naruhaya("spot", "--stdin", stdin="\n".join(lines) + "\n")
    rows = [json.loads(line)["terms"] for line in done.stdout.splitlines()]

    assert 0 == done.returncode
    assert [("okyakusama", 0, 3), ("juden", 5, 7), ("risuke", 10, 13)] == [
        (term["entry_id"], term["start"], term["end"]) for term in rows[0]
    ]
    assert all(TERM_FIELDS == set(term) for term in rows[0])
    assert ["お客様", "受電", "リスケ"] == [term["surface"] for term in rows[0]]
    assert [[], ["受電"], []] == [[term["surface"] for term in row] for row in rows[1:]]


def test_spot_says_what_is_wrong_with_a_line_and_goes_on(environment: dict[str, str]) -> None:
    import subprocess
    import sys

    lines = [b"", b"[", b"[" * 100_000, b'{"text": 3}', b'{"text": "\xff"}', b'"x"', b'{"text": "KPI"}']
    done = subprocess.run(
        [sys.executable, "-m", "adapters", "spot", "--stdin"],
        input=b"\n".join(lines) + b"\n",
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]

    assert 0 == done.returncode
    assert ["error", "error", "error", "error", "terms", "error", "terms"] == [next(iter(row)) for row in rows]


def test_spot_answers_each_line_before_the_next_is_sent(environment: dict[str, str]) -> None:
    import subprocess
    import sys

    with subprocess.Popen(
        [sys.executable, "-m", "adapters", "spot", "--stdin"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        for word in ("受電", "架電"):
            process.stdin.write(json.dumps({"text": word}) + "\n")
            process.stdin.flush()
            assert word == json.loads(process.stdout.readline())["terms"][0]["surface"]
        process.stdin.close()


def test_explain_gives_the_terms_of_one_message(naruhaya: Run) -> None:
    found = naruhaya("explain", "--json", "受電後に架電")
    nothing = naruhaya("explain", "--json", "会社の前")

    assert ["受電", "架電"] == [term["surface"] for term in json.loads(found.stdout)["terms"]]
    assert 0 == found.returncode
    assert {"terms": []} == json.loads(nothing.stdout)
    assert 1 == nothing.returncode


def test_export_has_every_entry_and_contrast_with_references_by_id(naruhaya: Run, glossary: Glossary) -> None:
    shape = json.loads(naruhaya("export").stdout)
    ids = {entry["id"] for entry in shape["entries"]}
    contrasts = {contrast["id"]: contrast for contrast in shape["contrasts"]}

    assert len(glossary.entries) == len(shape["entries"])
    assert all(ENTRY_FIELDS == set(entry) for entry in shape["entries"])
    assert all(CONTRAST_FIELDS == set(contrast) for contrast in contrasts.values())
    assert all(set(contrast["members"]) <= ids for contrast in contrasts.values())
    for entry in shape["entries"]:
        for field in ("synonyms", "antonyms", "related", "broader", "narrower"):
            assert set(entry[field]) <= ids
        assert all(entry["id"] in contrasts[name]["members"] for name in entry["contrast_sets"])
        assert len(entry["examples"]) >= 2


def test_define_adds_the_entries_in_full(naruhaya: Run) -> None:
    shape = json.loads(naruhaya("define", "受電", "--json").stdout)

    assert LOOKUP_FIELDS | {"entries"} == set(shape)
    assert ENTRY_FIELDS == set(shape["entries"][0])


def test_compare_gives_contrast_entries_and_unknown_terms(naruhaya: Run) -> None:
    known = json.loads(naruhaya("compare", "--json", "クライアント", "カスタマー").stdout)
    done = naruhaya("compare", "--json", "受電,", "qqqqqzzzz")

    assert {"contrast", "entries", "unknown"} == set(known)
    assert {"kuraianto", "kasutama"} <= set(known["contrast"]["members"])
    assert 1 == done.returncode
    assert ["qqqqqzzzz"] == [result["query"] for result in json.loads(done.stdout)["unknown"]]


def test_word_gives_date_and_entry(naruhaya: Run) -> None:
    shape = json.loads(naruhaya("word", "--json").stdout)

    assert {"date", "entry"} == set(shape)


def test_scores_give_rows_and_one_s_own(naruhaya: Run) -> None:
    empty = json.loads(naruhaya("scores", "--window", "week", "--json").stdout)

    assert {"where": "channel", "window": "week", "by": "right"}.items() <= empty.items()
    assert {"rows": [], "newcomers": [], "own": None, "people": 0, "answered": 0, "right": 0}.items() <= empty.items()
