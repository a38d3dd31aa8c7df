"""The review finds what is written twice, circular definitions and synonyms that nobody tells apart."""

from bot.lexicon.model import Contrast, Domain, Entry, EntryId, Example, Glossary, PartOfSpeech, Style
from bot.lexicon.review import findings
from tests.factories import both, make_contrast, make_entry, make_sense

INVOICE = "Paper by which a supplier asks a customer to pay for goods that were delivered."
LETTER = "Short note that lies on top of the papers in an envelope and says what they are."


def entry_of(entry_id: str, headword: str, definition: str, gloss: str = "", **overrides: object) -> Entry:
    """Return an entry whose texts are its own."""
    sense = make_sense(
        gloss or entry_id,
        headword,
        def_en=definition,
        def_ja=f"{headword[::-1]}{entry_id}{definition}という意味の言葉。",
        examples=(
            Example(ja=f"{definition}{headword}。", reading="…", en="…", style=Style.SPOKEN),
            Example(ja=f"{headword}{entry_id * 9}。", reading="…", en="…", style=Style.WRITTEN),
        ),
    )
    return make_entry(entry_id, headword, "もの", senses=(sense,), **overrides)


def found(*entries: Entry, contrasts: tuple[Contrast, ...] = ()) -> list[tuple[str, str]]:
    """Return entry and field of each finding."""
    return [(each.entry, each.field) for each in findings(Glossary(entries, contrasts))]


def test_texts_of_their_own_are_no_finding() -> None:
    assert [] == found(entry_of("bill", "請求書", INVOICE), entry_of("slip", "送付状", LETTER))


def test_a_definition_written_twice_is_found_though_a_word_was_changed() -> None:
    twin = INVOICE.replace("Paper", "Sheet")

    assert ("slip", "def_en") in found(entry_of("bill", "請求書", INVOICE), entry_of("slip", "送付状", twin))


def test_half_a_definition_in_common_is_no_finding() -> None:
    half = INVOICE[:40] + LETTER[40:]

    assert [] == found(entry_of("bill", "請求書", INVOICE), entry_of("slip", "送付状", half))


def test_a_thing_is_not_defined_by_its_own_equivalent() -> None:
    circle = entry_of("bill", "請求書", INVOICE, gloss="paper")

    assert [("bill", "senses[1].def_en")] == found(circle, entry_of("slip", "送付状", LETTER))


def test_a_humble_verb_may_be_explained_by_the_plain_one() -> None:
    verb = entry_of("mairu", "参る", "Humbly go to where the listener is.", gloss="go", pos=PartOfSpeech.GODAN_VERB)

    assert [] == found(verb)


def test_synonyms_are_told_apart_by_a_note_or_a_contrast() -> None:
    bill = entry_of("bill", "請求書", INVOICE, synonyms=(EntryId("slip"),))
    slip = entry_of("slip", "送付状", LETTER, synonyms=(EntryId("bill"),))
    noted = entry_of(
        "slip", "送付状", LETTER, synonyms=(EntryId("bill"),), usage_note=both("not a bill", "請求書と違う")
    )

    assert [("bill", "synonyms")] == found(bill, slip)
    assert [] == found(bill, noted)
    assert [] == found(bill, slip, contrasts=(make_contrast("papers", "bill", "slip"),))


def test_no_domain_takes_more_than_its_share_of_a_large_glossary() -> None:
    def entries(count: int, domain: Domain) -> list[Entry]:
        words = [f"{domain.value}{number}" for number in range(count)]
        senses = [make_sense("gloss", word, domain=(domain,), def_en="", def_ja="", examples=()) for word in words]
        return [make_entry(word, word, "もの", senses=(sense,)) for word, sense in zip(words, senses, strict=True)]

    even = [entry for domain in Domain for entry in entries(24, domain)]

    assert [] == found(*even)
    assert [("", "customers")] == found(*even, *entries(40, Domain.CUSTOMERS)[24:], *entries(70, Domain.CUSTOMERS)[40:])
