"""Makes values for tests: valid ones by default, each field to be overridden."""

from datetime import UTC, datetime
from typing import Any

from bot.commands.spec import Invocation, Value
from bot.identity import Actor, Place
from bot.lexicon.model import (
    Axis,
    Contrast,
    ContrastId,
    Domain,
    Entry,
    EntryId,
    Example,
    MinimalPair,
    Origin,
    PartOfSpeech,
    Register,
    Sense,
    Style,
    WrongChoice,
)
from bot.localized import Locale, Localized

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
"""Noon in Tokyo on a Friday."""


def make_place(**overrides: Any) -> Place:
    """Return a channel of a workspace."""
    return Place(**{"platform": "test", "workspace": "w1", "channel": "c1", **overrides})


def make_actor(name: str = "Aiko", **overrides: Any) -> Actor:
    """Return a member of that workspace."""
    fields = {"platform": "test", "workspace": "w1", "user_id": name.lower(), "display_name": name}
    return Actor(**{**fields, **overrides})


def make_invocation(command: str, /, **options: Value) -> Invocation:
    """Return Aiko's call of ``command`` at noon, in English."""
    return Invocation(
        command=command, options=options, actor=make_actor(), place=make_place(), locale=Locale.EN, received_at=NOON
    )


def both(en: str, ja: str = "") -> Localized:
    """Return a text in both languages."""
    return Localized(en, ja or en)


def make_sense(gloss: str = "thing", headword: str = "物", **overrides: Any) -> Sense:
    """Return a sense with two examples that hold ``headword``."""
    fields = {
        "gloss_en": (gloss,),
        "def_en": f"Something that a test makes up so that {gloss} has a definition.",
        "def_ja": "試験のために作った、意味を持つことになっている言葉の説明。",
        "domain": (Domain.CUSTOMERS,),
        "examples": (
            Example(ja=f"この{headword}を見てください。", reading="この …", en="Look at this.", style=Style.SPOKEN),
            Example(ja=f"その{headword}は古いです。", reading="その …", en="That one is old.", style=Style.WRITTEN),
        ),
    }
    return Sense(**{**fields, **overrides})


def make_entry(entry_id: str = "mono", headword: str = "物", reading: str = "もの", **overrides: Any) -> Entry:
    """Return an entry."""
    fields = {
        "id": EntryId(entry_id),
        "headword": headword,
        "reading": reading,
        "pos": PartOfSpeech.NOUN,
        "origin": Origin.KANGO,
        "register": Register.NEUTRAL,
        "difficulty": 2,
        "senses": (make_sense(entry_id, headword),),
        "reviewer": "tests",
    }
    return Entry(**{**fields, **overrides})


def make_contrast(contrast_id: str, *members: str, **overrides: Any) -> Contrast:
    """Return a contrast of ``members`` whose first member is right in its sentence."""
    ids = tuple(EntryId(member) for member in members)
    fields = {
        "id": ContrastId(contrast_id),
        "title": both("/".join(members)),
        "members": ids,
        "gist": tuple(both(f"gist of {member}") for member in members),
        "axes": tuple(
            Axis(label=both(label), cells=tuple(both(f"{label} of {member}") for member in members))
            for label in ("who", "when", "where")
        ),
        "minimal_pairs": (
            MinimalPair(
                frame="ここに＿＿が来ます。",
                reading="ここに …が きます。",
                en="Here it comes.",
                right=ids[0],
                why=both(f"{members[0]} fits"),
                wrong=tuple(WrongChoice(member=member, why=both(f"{member} does not fit")) for member in ids[1:]),
            ),
        ),
        "in_doubt": both(f"say {members[0]}"),
    }
    return Contrast(**{**fields, **overrides})
