"""Which workspace has which vocabulary, how fresh it is, and what it costs to know."""

from threading import Barrier, Event, Thread

import pytest

from bot.lexicon.match import Outcome
from bot.lexicon.model import EntryId, Glossary
from bot.team.house import Verdict
from bot.team.vocabulary import FRESH_S, MAX_TENANTS, RETRY_S, TeamWords, Vocabularies, Vocabulary, build_vocabulary
from tests.factories import make_contrast, make_entry
from tests.own_words import Seconds, Shelf, make_own, make_rule

OURS, THEIRS = "slack:ours", "slack:theirs"
NARUKATSU = make_own("naru", "ナル活", "なるかつ", english="Naru drive")


@pytest.fixture
def shared() -> Vocabulary:
    entries = (make_entry("kyaku", "客", "きゃく"), make_entry("kaigi", "会議", "かいぎ"))
    return build_vocabulary(Glossary(entries, (make_contrast("pair", "kyaku", "kaigi"),)))


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def vocabularies(shared: Vocabulary, shelf: Shelf, seconds: Seconds) -> Vocabularies:
    return Vocabularies(shared, shelf, seconds)


def knows(vocabulary: Vocabulary, query: str) -> bool:
    return vocabulary.lookup.find(query).outcome is Outcome.MATCH


def test_a_team_without_own_words_uses_the_shared_vocabulary_itself(
    vocabularies: Vocabularies, shared: Vocabulary, shelf: Shelf
) -> None:
    assert vocabularies.of(OURS) is shared
    assert shelf.words_read == 0


def test_own_words_are_added_to_everything_that_knows_words(vocabularies: Vocabularies, shelf: Shelf) -> None:
    shelf.put(OURS, NARUKATSU)
    ours = vocabularies.of(OURS)
    assert [entry.id for entry in ours.glossary.entries] == ["kyaku", "kaigi", "team.naru"]
    assert ours.glossary.entry(EntryId("team.naru")) == NARUKATSU
    assert knows(ours, "narukatsu")
    assert [term.entry.id for term in ours.spotter().find("客とナル活の会議")] == ["kyaku", "team.naru", "kaigi"]
    assert EntryId("team.naru") in ours.neighbours().entries
    assert EntryId("kyaku") in ours.neighbours().entries


def test_the_contrasts_stay(vocabularies: Vocabularies, shared: Vocabulary, shelf: Shelf) -> None:
    shelf.put(OURS, NARUKATSU)
    assert vocabularies.of(OURS).glossary.contrasts_of(EntryId("kyaku")) == shared.glossary.contrasts


def test_nobody_sees_another_teams_words(vocabularies: Vocabularies, shelf: Shelf, shared: Vocabulary) -> None:
    shelf.put(OURS, NARUKATSU)
    shelf.put(THEIRS, make_own("naru", "ナル会", "なるかい", english="Naru club"))
    ours, theirs = vocabularies.of(OURS), vocabularies.of(THEIRS)
    assert knows(ours, "ナル活")
    assert not knows(theirs, "ナル活")
    assert not knows(ours, "ナル会")
    assert not knows(shared, "ナル活")
    assert [term.entry.id for term in theirs.spotter().find("ナル活とナル会")] == ["team.naru"]
    assert shared.spotter().find("ナル活とナル会") == ()
    assert [match.entry.headword for match in theirs.lookup.complete("なるか")] == ["ナル会"]


def test_the_revision_is_read_at_most_every_half_second(
    vocabularies: Vocabularies, shelf: Shelf, seconds: Seconds
) -> None:
    for _ in range(10):
        vocabularies.of(OURS)
        seconds.now += FRESH_S / 10
    assert shelf.revisions_read == 1
    seconds.now += FRESH_S / 10
    vocabularies.of(OURS)
    assert shelf.revisions_read == 2


def test_what_is_published_is_found_within_a_second(vocabularies: Vocabularies, shelf: Shelf, seconds: Seconds) -> None:
    assert not knows(vocabularies.of(OURS), "ナル活")
    shelf.put(OURS, NARUKATSU)
    seconds.now += 1.0
    assert knows(vocabularies.of(OURS), "ナル活")
    shelf.put(OURS)
    seconds.now += 1.0
    assert not knows(vocabularies.of(OURS), "ナル活")


def test_what_this_process_published_is_found_at_once(vocabularies: Vocabularies, shelf: Shelf) -> None:
    vocabularies.of(OURS)
    shelf.put(OURS, NARUKATSU)
    vocabularies.expire(OURS)
    assert knows(vocabularies.of(OURS), "ナル活")


def test_words_are_read_and_laid_over_only_when_the_revision_changed(
    vocabularies: Vocabularies, shelf: Shelf, seconds: Seconds
) -> None:
    shelf.put(OURS, NARUKATSU)
    first = vocabularies.of(OURS)
    seconds.now += 10
    assert vocabularies.of(OURS) is first
    assert shelf.words_read == 1


def test_new_rules_alone_build_no_search_anew(vocabularies: Vocabularies, shelf: Shelf, seconds: Seconds) -> None:
    shelf.put(OURS, NARUKATSU)
    before = vocabularies.of(OURS)
    shelf.put(OURS, NARUKATSU, rules=(make_rule("kyaku", Verdict.AVOID, instead="team.naru"),))
    seconds.now += 1
    after = vocabularies.of(OURS)
    assert after.lookup is before.lookup
    assert after.spotter is before.spotter
    assert after.house[EntryId("kyaku")].instead == "team.naru"


def test_a_team_with_rules_alone_searches_in_the_shared_words(
    vocabularies: Vocabularies, shelf: Shelf, shared: Vocabulary
) -> None:
    shelf.put(OURS, rules=(make_rule("kyaku"),))
    ours = vocabularies.of(OURS)
    assert ours.lookup is shared.lookup
    assert ours.glossary is shared.glossary
    assert set(ours.house) == {"kyaku"}
    assert not shared.house


def test_a_database_that_is_away_leaves_what_was_known(
    vocabularies: Vocabularies, shelf: Shelf, seconds: Seconds
) -> None:
    shelf.put(OURS, NARUKATSU)
    vocabularies.of(OURS)
    shelf.broken = True
    seconds.now += 1
    assert knows(vocabularies.of(OURS), "ナル活")
    assert knows(vocabularies.of(OURS), "客")


def test_a_database_that_is_away_is_not_asked_by_every_lookup(
    vocabularies: Vocabularies, shelf: Shelf, seconds: Seconds
) -> None:
    shelf.broken = True
    for _ in range(20):
        assert knows(vocabularies.of(OURS), "客")
    assert shelf.revisions_read == 1
    shelf.broken = False
    shelf.put(OURS, NARUKATSU)
    seconds.now += RETRY_S
    assert knows(vocabularies.of(OURS), "ナル活")


def test_words_that_cannot_be_used_leave_what_was_known(
    vocabularies: Vocabularies, shelf: Shelf, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.put(OURS, NARUKATSU)
    vocabularies.of(OURS)
    shelf.published[OURS] = TeamWords(revision=9, entries=(None,))  # type: ignore[arg-type]  # a row that went wrong
    seconds.now += 1
    assert knows(vocabularies.of(OURS), "ナル活")
    assert "unusable" in caplog.text


def test_so_many_teams_are_kept_and_no_more(vocabularies: Vocabularies, shelf: Shelf, seconds: Seconds) -> None:
    shelf.put("slack:first", NARUKATSU)
    for number in range(MAX_TENANTS):
        seconds.now += 0.001
        vocabularies.of(f"slack:{number}")
        vocabularies.of("slack:first")
    assert shelf.words_read == 1, "who is asked for all the time is kept"
    assert len(vocabularies._held) == MAX_TENANTS
    reads = shelf.revisions_read
    vocabularies.of(f"slack:{MAX_TENANTS - 1}")
    assert shelf.revisions_read == reads, "so is who was asked for last"


def test_it_is_at_hand_unless_words_have_to_be_read(vocabularies: Vocabularies, shelf: Shelf, seconds: Seconds) -> None:
    assert not vocabularies.is_at_hand(OURS)
    vocabularies.of(OURS)
    assert vocabularies.is_at_hand(OURS)
    seconds.now += 1
    assert vocabularies.is_at_hand(OURS)
    shelf.put(OURS, NARUKATSU)
    seconds.now += 1
    assert not vocabularies.is_at_hand(OURS)
    assert shelf.words_read == 0
    vocabularies.of(OURS)
    assert vocabularies.is_at_hand(OURS)
    shelf.broken = True
    seconds.now += 1
    assert vocabularies.is_at_hand(OURS)


def test_links_to_words_that_are_gone_are_left_out(vocabularies: Vocabularies, shelf: Shelf) -> None:
    linked = make_entry("team.a", "社内語", "しゃないご", related=("kyaku", "team.gone"), synonyms=("team.gone",))
    shelf.put(OURS, linked)
    found = vocabularies.of(OURS).glossary.entry(EntryId("team.a"))
    assert found.related == ("kyaku",)
    assert found.synonyms == ()


def test_nobody_waits_while_another_one_reads(shared: Vocabulary, seconds: Seconds) -> None:
    reading, go_on = Event(), Event()

    class Slow(Shelf):
        def words(self, tenant: str) -> TeamWords:
            reading.set()
            assert go_on.wait(30)
            return super().words(tenant)

    shelf = Slow()
    vocabularies = Vocabularies(shared, shelf, seconds)
    vocabularies.of(OURS)
    shelf.put(OURS, NARUKATSU)
    seconds.now += 1
    reader = Thread(target=vocabularies.of, args=(OURS,))
    reader.start()
    assert reading.wait(30)
    assert vocabularies.of(OURS) is shared, "what was known before"
    go_on.set()
    reader.join(30)
    assert knows(vocabularies.of(OURS), "ナル活")


def test_who_asks_first_at_the_same_time_gets_the_words_all_the_same(shared: Vocabulary, seconds: Seconds) -> None:
    shelf = Shelf()
    shelf.put(OURS, NARUKATSU)
    vocabularies = Vocabularies(shared, shelf, seconds)
    start = Barrier(4)
    found: list[bool] = []

    def ask() -> None:
        start.wait(30)
        found.append(knows(vocabularies.of(OURS), "ナル活"))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [True] * 4
    assert shelf.words_read == 1
