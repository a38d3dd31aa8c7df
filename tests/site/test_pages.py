"""The site holds every word once, every link leads somewhere, and the words are safe in HTML."""

import re
from html.parser import HTMLParser

import pytest

from bot.lexicon.model import Domain, EntryId, Example, Glossary, Style
from tests.factories import both, make_contrast, make_entry, make_sense
from tests.site.pages import pages_of

_VOID = {"meta", "link", "br"}


class Reader(HTMLParser):
    """Collects what a page anchors and links to, and checks that its elements are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.anchors: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append(tag)
        known = dict(attrs)
        if known.get("id"):
            self.anchors.append(str(known["id"]))
        if known.get("href"):
            self.links.append(str(known["href"]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    assert [] == reader.open
    return reader


@pytest.fixture(scope="module")
def shipped(glossary: Glossary) -> dict[str, Reader]:
    return {name: read(text) for name, text in pages_of(glossary).items() if name.endswith(".html")}


def test_every_word_and_contrast_has_one_place(glossary: Glossary, shipped: dict[str, Reader]) -> None:
    places = [anchor for name, page in shipped.items() if name != "index.html" for anchor in page.anchors]

    wanted = [*(entry.id for entry in glossary.entries), *(f"vs-{contrast.id}" for contrast in glossary.contrasts)]
    assert sorted(wanted) == sorted(places)


def test_every_link_leads_somewhere(shipped: dict[str, Reader]) -> None:
    for name, page in shipped.items():
        for link in set(page.links) - {"style.css"}:
            target, _, anchor = link.partition("#")
            assert not anchor or anchor in shipped[target or name].anchors, f"{name}: {link}"


def test_readings_stand_over_the_words_they_belong_to() -> None:
    example = Example(
        ja="新しい顧客が来ました。",
        reading="あたらしい こきゃくが きました。",
        en="A new customer came.",
        style=Style.SPOKEN,
    )
    sense = make_sense("customer", "顧客", examples=(example,))
    page = pages_of(Glossary((make_entry("kokyaku", "顧客", "こきゃく", senses=(sense,)),), ()))["customers.html"]

    assert re.search(r"<ruby>新<rp>\(</rp><rt>あたら</rt><rp>\)</rp></ruby>しい<ruby>顧客.*?こきゃく", page)


def test_signs_of_html_in_the_data_are_text() -> None:
    note = both("<script>alert(1)</script> & co", "<b>太字</b>")
    entries = (make_entry("a", "甲", "こう", usage_note=note), make_entry("b", "乙", "おつ"))
    pages = pages_of(Glossary(entries, (make_contrast("ab", "a", "b", in_doubt=note),)))

    assert not any("<script>" in page or "<b>" in page for page in pages.values())
    assert "&lt;script&gt;" in pages["customers.html"]


def test_an_entry_stands_on_the_page_of_its_first_field() -> None:
    sense = make_sense(domain=(Domain.LEGAL, Domain.SALES))
    pages = pages_of(Glossary((make_entry("a", "甲", "こう", senses=(sense,), related=(EntryId("a"),)),), ()))

    assert {"index.html", "legal.html", "style.css"} == set(pages)
    assert 'href="legal.html#a"' in pages["index.html"]
