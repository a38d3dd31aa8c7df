"""Every command with a team's own words and house rules, and with words that were withdrawn meanwhile."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.commands.catalog import COMMANDS
from bot.commands.dispatcher import Dispatcher
from bot.commands.post_office import PostOffice
from bot.commands.services import Services
from bot.commands.spec import Value, View
from bot.commands.wotd_posts import word_post
from bot.identity import Place
from bot.lexicon.model import EntryId
from bot.localized import Locale
from bot.posting import Draft, Subject
from bot.reply import Button, Reply, Tone
from bot.team.house import Verdict
from bot.team.vocabulary import Vocabularies, Vocabulary
from tests.core.commands.conftest import World, make_world
from tests.factories import NOON, make_actor, make_invocation, make_place
from tests.own_words import (
    TENANT,
    Published,
    Seconds,
    make_own,
    make_rule,
    publish_words,
    set_rules,
    withdraw_word,
)
from tests.reading import words

NARU = make_own("naru", "ナル活", "なるかつ", english="Naru drive; Naru push", note="Only in Osaka.")
BIN = make_own("bin", "ゆるふわ便", "ゆるふわびん", definition_ja="急がない荷物。", domain="supply", level="2")
QX7 = make_own("qx7", "QX7", definition="The seventh plan of the quarter.")
OWN = (NARU, BIN, QX7)


class TeamWorld:
    """A world whose workspace has words of its own; another workspace has none."""

    def __init__(self) -> None:
        world = make_world()
        shared = Vocabulary(
            glossary=world.services.glossary,
            lookup=world.services.lookup,
            neighbours=world.services.neighbours,
            spotter=world.services.spotter,
        )
        self.seconds = Seconds()
        vocabularies = Vocabularies(shared, Published(world.storage), self.seconds)
        services = replace(
            world.services,
            vocabulary=vocabularies.of,
            house=shared.house,
            words_changed=vocabularies.expire,
        )
        self.world = World(
            services=services,
            dispatcher=Dispatcher(services, COMMANDS),
            storage=world.storage,
            actor=world.actor,
        )
        self.services = services
        publish_words(world.storage, *OWN)

    def call(self, command: str, /, **options: Value) -> Reply:
        """Return the reply to Aiko's call, a while after what was published before."""
        self.seconds.now += 1
        return self.world.call(command, **options)

    def press(self, action: str, text: str | None = None) -> Reply:
        self.seconds.now += 1
        return self.world.press(action, text)

    def elsewhere(self, command: str, /, **options: Value) -> Reply:
        """Return the reply to somebody in another workspace."""
        self.seconds.now += 1
        invocation = replace(
            make_invocation(command, **options), actor=make_actor(workspace="w2"), place=make_place(workspace="w2")
        )
        return self.world.dispatcher.handle(invocation)

    def press_elsewhere(self, action: str) -> Reply:
        return self.world.dispatcher.press(
            action,
            actor=make_actor(workspace="w2"),
            place=make_place(workspace="w2"),
            locale=Locale.EN,
            received_at=NOON,
        )


@pytest.fixture
def team() -> TeamWorld:
    return TeamWorld()


def actions_of(reply: Reply) -> list[str]:
    return [button.action for button in reply.buttons if isinstance(button, Button)]


def test_an_own_word_is_defined_with_what_was_given_and_no_more(team: TeamWorld) -> None:
    said = words(team.call("define", term="narukatsu"))
    for part in ("ナル活", "なるかつ", "narukatsu", "Naru drive, Naru push", "your team's word", "Only in Osaka."):
        assert part in said
    for guessed in ("level", "noun", "origin", "neutral", "Sino-Japanese", "mixed"):
        assert guessed not in said


def test_what_was_given_is_among_the_labels(team: TeamWorld) -> None:
    said = words(team.call("define", term="ゆるふわ便"))
    assert "your team's word · orders and logistics · level 2 of 5" in said
    assert "急がない荷物。" in said


def test_a_word_in_latin_letters_has_no_reading_and_no_romaji(team: TeamWorld) -> None:
    reply = team.call("define", term="qx7")
    assert words(reply).startswith("QX7\n")
    assert "（）" not in words(reply)


def test_another_workspace_knows_nothing_of_it(team: TeamWorld) -> None:
    assert "ナル活" in words(team.call("define", term="ナル活"))
    for command, options in (
        ("define", {"term": "narukatsu"}),
        ("explain", {"message": "ナル活とQX7"}),
        ("compare", {"terms": "ナル活, 客"}),
        ("browse", {"page": 1}),
        ("browse", {"domain": "supply"}),
    ):
        said = words(team.elsewhere(command, **options)).replace("“narukatsu”", "").replace("“ナル活”", "")
        assert "Naru" not in said, command
        assert "急がない" not in said, command
    for action in ("show/team.naru", "save/team.naru", "practise/team.naru"):
        assert "Naru" not in words(team.press_elsewhere(action)), action


def test_terms_of_both_are_explained(team: TeamWorld) -> None:
    said = words(team.call("explain", message="客のナル活をQX7で架電"))
    for part in ("客", "ナル活", "QX7", "架電", "The seventh plan of the quarter."):
        assert part in said


def test_own_words_are_compared_with_shared_ones(team: TeamWorld) -> None:
    said = words(team.call("compare", terms="ナル活, ゆるふわ便, 客"))
    for part in ("Naru drive", "急がない荷物。", "guest"):
        assert part in said


def test_own_words_are_browsed(team: TeamWorld) -> None:
    assert "ゆるふわ便" in words(team.call("browse", domain="supply"))
    assert "ゆるふわ便" in words(team.call("browse", level=2))
    assert "ナル活" not in words(team.call("browse", level=2))


@pytest.mark.parametrize("entry_id", ["team.naru", "team.bin", "team.qx7"])
def test_an_own_word_can_be_opened_saved_reviewed_and_exported(team: TeamWorld, entry_id: str) -> None:
    headword = team.services.of(TENANT).glossary.entry(EntryId(entry_id)).headword
    assert headword in words(team.press(f"show/{entry_id}"))
    assert headword in words(team.press(f"show/{entry_id}/on"))
    assert headword in words(team.press(f"save/{entry_id}"))
    assert headword in words(team.call("saved"))
    exported = team.call("saved", export=True)
    assert exported.files
    assert headword in exported.files[0].content.decode()
    assert headword in words(team.press(f"share/entry/{entry_id}"))
    asked = team.call("review")
    assert asked.tone is not Tone.WARNING
    assert "incident" not in words(asked)


def test_a_quiz_is_asked_about_an_own_word(team: TeamWorld) -> None:
    asked = team.press("practise/team.naru")
    assert "ナル活" in words(asked)


def test_every_reply_about_a_withdrawn_word_is_a_sentence(team: TeamWorld) -> None:
    team.press("save/team.naru")
    team.press("save/team.bin")
    quiz = team.press("practise/team.naru")
    answers = [button for button in quiz.buttons if button.action.startswith("answer/")]
    review = team.call("review")
    for entry_id in ("team.naru", "team.bin", "team.qx7"):
        withdraw_word(team.world.storage, entry_id)
    gone = "no longer in the glossary"
    assert gone in words(team.press("show/team.naru"))
    assert gone in words(team.press("save/team.naru"))
    assert "ナル活" not in words(team.call("saved"))
    assert team.call("saved", export=True).tone in {Tone.WARNING, Tone.SUCCESS}
    for action in (
        "practise/team.naru",
        "share/entry/team.naru",
        "unsave/team.naru",
        "wotd-knew/team.naru",
        "progress",
        "review",
        "quiz",
    ):
        assert "incident" not in words(team.press(action)), action
    for button in (*answers, *(b for b in review.buttons if isinstance(b, Button))):
        assert "incident" not in words(team.press(button.action, "なるかつ")), button.action
    assert "ナル活" not in words(team.call("define", term="なるかつ"))
    for command in ("progress", "saved", "review", "word", "me"):
        assert "incident" not in words(team.call(command))


def test_a_running_quiz_about_a_withdrawn_word_goes_on_to_its_end(team: TeamWorld) -> None:
    quiz = team.press("practise/team.naru")
    for entry_id in ("team.naru", "team.bin", "team.qx7"):
        withdraw_word(team.world.storage, entry_id)
    for _ in range(10):
        answers = [button for button in quiz.buttons if button.action.startswith("answer/")]
        if not answers:
            break
        quiz = team.press(answers[0].action, "なるかつ")
        assert "incident" not in words(quiz)
        assert quiz.tone is not Tone.ERROR
    assert "incident" not in words(team.call("quiz"))


def test_a_word_of_the_day_that_was_withdrawn_is_not_posted(team: TeamWorld) -> None:
    place = make_place()
    with team.world.storage() as work:
        work.words.show(place, NOON.date(), NARU.id, NOON)
        work.commit()
    values, view = [NOON.date().isoformat()], View(locale=Locale.EN)
    assert word_post(team.services.of(TENANT), place, values, view)
    withdraw_word(team.world.storage, "team.naru")
    team.seconds.now += 1
    assert word_post(team.services.of(TENANT), place, values, view) is None


def test_todays_word_is_no_other_after_a_word_is_published(team: TeamWorld) -> None:
    before = words(team.elsewhere("word"))
    publish_words(team.world.storage, NARU, tenant="test:w2")
    assert words(team.elsewhere("word")) == before


def test_a_house_rule_stands_before_the_word_with_what_to_use_and_why(team: TeamWorld) -> None:
    set_rules(team.world.storage, make_rule("kyaku", instead="team.naru", why="It sounds cold."))
    reply = team.call("define", term="客")
    said = words(reply)
    assert "House rule: avoid this word. Use ナル活" in said
    assert "It sounds cold." in said
    assert said.index("House rule") < said.index("guest")
    assert "show/team.naru" in actions_of(reply)
    assert "House rule" in words(team.press("show/kyaku"))
    assert "House rule" in words(team.call("compare", terms="客, 電話"))
    assert "House rule" not in words(team.elsewhere("define", term="客"))


def test_a_rule_whose_other_word_was_withdrawn_says_what_is_left(team: TeamWorld) -> None:
    set_rules(team.world.storage, make_rule("kyaku", instead="team.naru"), make_rule("team.naru", Verdict.PREFERRED))
    withdraw_word(team.world.storage, "team.naru")
    assert "House rule: avoid this word." in words(team.call("define", term="客"))
    assert "Use" not in words(team.call("define", term="客")).split("\n")[1]


def test_a_preferred_word_says_so(team: TeamWorld) -> None:
    set_rules(team.world.storage, make_rule("kyaku", Verdict.PREFERRED, why="It is warm."))
    assert "House rule: use this word. It is warm." in words(team.call("define", term="客"))


def test_rules_are_told_in_japanese(team: TeamWorld) -> None:
    set_rules(team.world.storage, make_rule("kyaku", instead="team.naru", why="冷たい。"))
    team.seconds.now += 1
    invocation = replace(make_invocation("define", term="客"), locale=Locale.JA)
    said = words(team.world.dispatcher.handle(invocation))
    assert "社内ルール：この語は使わず、ナル活" in said
    assert "冷たい。" in said


def test_a_post_is_rendered_with_the_words_of_its_workspace(team: TeamWorld) -> None:
    seen: list[bool] = []

    def view(services: Services, place: Place, values: Sequence[str], how: View) -> None:
        seen.append(NARU.id in services.glossary.by_id)

    for workspace in ("w1", "w2"):
        place = make_place(workspace=workspace)
        with team.world.storage() as work:
            draft = Draft(
                key=f"x/{workspace}",
                place=place,
                subject=Subject(view="x", values=()),
                locale=Locale.EN,
                due_at=NOON,
                expires_at=NOON.replace(hour=23),
            )
            work.posts.add(draft, NOON)
            work.commit()
    PostOffice(team.services, {"x": view}, lambda *_: None).take("test", NOON)
    assert sorted(seen) == [False, True]
