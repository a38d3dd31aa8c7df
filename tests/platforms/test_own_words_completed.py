"""A team's own words while they are typed, and in messages, on both platforms."""

import asyncio
from pathlib import Path

import pytest

from tests.own_words import make_own, make_rule, publish_words, set_rules
from tests.platforms.team_running import team_on

pytestmark = pytest.mark.asyncio

OWN = (
    make_own("naru", "ナル活", "なるかつ", english="Naru drive"),
    make_own("bin", "ゆるふわ便", "ゆるふわびん", definition_ja="急がない荷物。" * 40),
    make_own("long", "長い名" * 40, "ながいな" * 30, english="very long name"),
    make_own("qx7", "QX7<@1>", definition="The seventh plan."),
)


@pytest.mark.parametrize("platform", ["discord", "slack"])
async def test_own_words_are_completed_looked_up_and_explained(platform: str, tmp_path: Path) -> None:
    async with team_on(platform, tmp_path) as team:
        who, place = team.side.member(1), team.side.place()
        assert not any("ナル活" in line for line in await who.complete("naruka"))
        units = team.engine.services.unit_of_work
        await asyncio.to_thread(publish_words, units, *OWN, tenant=place.tenant)
        await asyncio.to_thread(set_rules, units, make_rule("kyaku", instead="team.naru"), tenant=place.tenant)
        team.engine.services.words_changed(place.tenant)
        assert any("ナル活" in line and "Naru drive" in line for line in await who.complete("naruka"))
        assert any("ゆるふわ便" in line for line in await who.complete("ゆるふ"))
        assert any("QX7" in line for line in await who.complete("qx7"))
        await who.complete("長い")
        for term in ("narukatsu", "ゆるふわ便", "長い名" * 40):
            assert "your team's word" in (await who.call("define", term=term)).text
        near = await who.call("define", term="QX7")
        assert "your team's word" in (await who.press(near, "QX7")).text
        explained = (await who.explain("明日のナル活は客先です")).text
        assert "ナル活" in explained
        elsewhere = team.engine.lookup(f"{platform}:elsewhere")
        assert not elsewhere.complete("naruka")
