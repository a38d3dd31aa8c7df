"""The rules that lie between what was typed and what is known."""

import pytest

from bot.text.differences import added, differences
from bot.text.keys import strict_key
from bot.text.rules import Rule


@pytest.mark.parametrize(
    ("typed", "known", "rules"),
    [
        ("kokyaku", "kokyaku", ()),
        ("kasutama", "kasutamā", (Rule.LENGTH_LEFT_OUT,)),
        ("Tookyoo", "tōkyō", ()),
        ("keesan", "keisan", ()),
        ("juuden", "juden", (Rule.LENGTH_ADDED,)),
        ("Jyuden", "juden", (Rule.JY,)),
        ("cyuuto", "chūto", (Rule.JY,)),
        ("zyuden", "juden", (Rule.KUNREI,)),
        ("sinsotu", "shinsotsu", (Rule.KUNREI,)),
        ("syutcho", "shutchō", (Rule.KUNREI, Rule.LENGTH_LEFT_OUT)),
        ("shucho", "shutchō", (Rule.LENGTH_LEFT_OUT, Rule.DOUBLING_LEFT_OUT)),
        ("kokkyaku", "kokyaku", (Rule.DOUBLING_ADDED,)),
        ("burakukigyou", "burakkukigyō", (Rule.DOUBLING_LEFT_OUT,)),
        ("heikinnoutou", "heikin'ōtō", (Rule.NASAL,)),
        ("shimbun", "shinbun", (Rule.M_FOR_N,)),
        ("kinen", "kin'en", (Rule.NASAL,)),
        ("onnsha", "onsha", (Rule.NASAL,)),
        ("kuleemu", "kurēmu", (Rule.L_FOR_R,)),
        ("vaiyaa", "baiyā", (Rule.V_FOR_B,)),
        ("forowaa", "horowā", (Rule.F_FOR_H,)),
        ("tsuduki", "tsuzuki", (Rule.NIHON,)),
        ("コキャク", "こきゃく", (Rule.KATAKANA,)),
        ("かすたまー", "カスタマー", (Rule.HIRAGANA,)),
        ("かすたま", "カスタマー", (Rule.HIRAGANA, Rule.LENGTH_LEFT_OUT)),
        ("ｶｽﾀﾏｰ", "カスタマー", (Rule.WIDTH,)),
        ("ＣＲＭ", "CRM", (Rule.WIDTH,)),
        ("會社", "会社", (Rule.OLD_KANJI,)),
        ("佐佐木", "佐々木", (Rule.ITERATION,)),
    ],
)
def test_the_differences_of_two_spellings_are_named(typed: str, known: str, rules: tuple[Rule, ...]) -> None:
    assert differences(typed, known) == rules


@pytest.mark.parametrize(
    ("typed", "known", "length", "doubling"),
    [
        ("じゅうでん", "じゅでん", True, False),
        ("じゅでん", "じゅうでん", False, False),
        ("kokkyaku", "こきゃく", False, True),
        ("kasutama", "カスタマー", False, False),
        ("kaasutama", "カスタマー", True, False),
        ("annai", "あんない", False, False),
    ],
)
def test_what_was_added_is_told_from_what_was_left_out(typed: str, known: str, length: bool, doubling: bool) -> None:
    assert added(strict_key(typed), strict_key(known)) == (length, doubling)
