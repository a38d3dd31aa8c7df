"""Application commands."""

from tests.platforms.fake_discord.cases.case import Body, Case, command, option
from tests.platforms.fake_discord.rules.kinds import Kind


def _all(rule: str, path: str, good: list[Body], bad: list[Body], kind: Kind = Kind.COMMANDS) -> Case:
    return Case(kind=kind, rule=rule, path=path, good=good, bad=bad)


def _one(rule: str, path: str, good: Body, bad: Body) -> Case:
    return Case(kind=Kind.COMMANDS, rule=rule, path=f"[0]{path}", good=[good], bad=[bad])


def _name(good: str, bad: str) -> Case:
    return _one("name-form", ".name", command(name=good), command(name=bad))


def _option(rule: str, path: str, good: Body, bad: Body) -> Case:
    return _one(rule, f".options[0]{path}", command(good), command(bad))


def _many(count: int, kind: int) -> list[Body]:
    if kind == 1:
        return [command(name=f"c{number}") for number in range(count)]
    return [{"type": kind, "name": f"Menu {number}"} for number in range(count)]


def _group(*inner: Body) -> Body:
    return {"type": 2, "name": "group", "description": "Group", "options": list(inner)}


def _sub(*inner: Body, name: str = "sub") -> Body:
    return {"type": 1, "name": name, "description": "Sub", "options": list(inner)}


def _choice(name: str = "n", value: object = "v", **parts: object) -> Body:
    return {"name": name, "value": value, **parts}


def _sized(size: int) -> Body:
    """Return a command of ``size`` characters; the Japanese text is the longer one and counts."""
    choices = [_choice(f"{number:02}" + "n" * 98, f"{number:02}" + "v" * 98) for number in range(19)]
    big = [option(name, description="d" * 100, choices=choices) for name in "ab"]
    last = option("c", description="d", description_localizations={"ja": "あ" * (size - 7909)})
    return command(*big, last, description="d" * 100, name_localizations={"ja": "引く"})


COMMAND_CASES = [
    _all("command-count", "", _many(100, 1), _many(101, 1)),
    _all("command-count", "", _many(15, 2), _many(16, 2)),
    _all("command-count", "", _many(15, 3), _many(16, 3), Kind.GUILD_COMMANDS),
    _all("command-twice", "[1]", [command(), {"type": 3, "name": "define"}], [command(), command()]),
    _all(
        "command-twice",
        "[1]",
        [command(name_localizations={"ja": "引く"}), command(name="b", name_localizations={"ja": "調べる"})],
        [command(name_localizations={"ja": "引く"}), command(name="b", name_localizations={"ja": "引く"})],
    ),
    _all(
        "guild-contexts",
        "[0].contexts",
        [command(contexts=None)],
        [command(contexts=[0])],
        Kind.GUILD_COMMANDS,
    ),
    Case(kind=Kind.COMMANDS, rule="type", path="[0]", good=[command()], bad=["define"]),
    _name("define", "Define"),
    _name("定義", "定義 する"),
    _name("コマンド-ー_'９", "言葉・"),
    _one("maxLength", ".name", command(name="x" * 32), command(name="x" * 33)),
    _one(
        "name-form",
        ".name_localizations.ja",
        command(name_localizations={"ja": "引く"}),
        command(name_localizations={"ja": "引く！"}),
    ),
    _one(
        "locale",
        ".name_localizations.jp",
        command(name_localizations={"ja": "引く"}),
        command(name_localizations={"jp": "引く"}),
    ),
    _one("maxLength", ".description", command(description="x" * 100), command(description="x" * 101)),
    _one(
        "maxLength",
        ".description_localizations.ja",
        command(description_localizations={"ja": "あ" * 100}),
        command(description_localizations={"ja": "あ" * 101}),
    ),
    _one(
        "union",
        ".options[0].options[0].options[0].type",
        command(_group(_sub(option()))),
        command(_group(_sub(_group(_sub())))),
    ),
    _one("description", ".description", command(), {"type": 1, "name": "define"}),
    _one(
        "blank",
        ".description_localizations.ja",
        command(description_localizations={"ja": "引く"}),
        command(description_localizations={"ja": " "}),
    ),
    _one(
        "menu-only-name",
        ".description",
        {"type": 3, "name": "Explain terms", "description": ""},
        {"type": 3, "name": "Explain", "description": "x"},
    ),
    _one("command-8000", "", _sized(8000), _sized(8001)),
    _one("unknown-key", ".dm_permissions", command(dm_permission=True, nsfw=False), command(dm_permissions=True)),
    _one("uniqueItems", ".contexts", command(contexts=[0, 1, 2]), command(contexts=[0, 0])),
    _one("enum", ".integration_types[0]", command(integration_types=[0, 1]), command(integration_types=[2])),
    _one(
        "type",
        ".default_member_permissions",
        command(default_member_permissions="32"),
        command(default_member_permissions="manage"),
    ),
    _one(
        "maxItems",
        ".options",
        command(*(option(f"o{at}") for at in range(25))),
        command(*(option(f"o{at}") for at in range(26))),
    ),
    _one("option-name-twice", ".options[1]", command(option("a"), option("b")), command(option("a"), option("a"))),
    _one(
        "required-first",
        ".options[1]",
        command(option("a", required=True), option("b")),
        command(option("a"), option("b", required=True)),
    ),
    _one("nesting", ".options", command(_sub(), _sub(name="b")), command(_sub(), option())),
    _one(
        "required-first",
        ".options[0].options[1]",
        command(_sub(option("a"), option("b"))),
        command(_sub(option("a"), option("b", required=True))),
    ),
    _option("name-form", ".name", option("用語"), option("Term")),
    _option("minLength", ".description", option(description="x"), option(description="")),
    _option(
        "maxItems",
        ".choices",
        option(choices=[_choice(f"{at}", f"{at}") for at in range(25)]),
        option(choices=[_choice(f"{at}", f"{at}") for at in range(26)]),
    ),
    _option(
        "maxLength", ".choices[0].name", option(choices=[_choice("x" * 100)]), option(choices=[_choice("x" * 101)])
    ),
    _option(
        "choice-value-100",
        ".choices[0].value",
        option(choices=[_choice(value="x" * 100)]),
        option(choices=[_choice(value="x" * 101)]),
    ),
    _option(
        "choice-twice",
        ".choices",
        option(choices=[_choice("a", "1"), _choice("b", "2")]),
        option(choices=[_choice("a", "1"), _choice("a", "2")]),
    ),
    _option(
        "type",
        ".choices[0].value",
        option(type=4, choices=[_choice(value=5)]),
        option(type=4, choices=[_choice(value="5")]),
    ),
    _option(
        "choices-or-autocomplete",
        ".autocomplete",
        option(choices=[_choice()], autocomplete=False),
        option(choices=[_choice()], autocomplete=True),
    ),
    _option("value-range", ".min_length", option(min_length=5, max_length=5), option(min_length=6, max_length=5)),
    _option(
        "value-range", ".min_value", option(type=4, min_value=5, max_value=5), option(type=4, min_value=6, max_value=5)
    ),
    _option("minimum", ".min_length", option(min_length=0), option(min_length=-1)),
    _option("maximum", ".max_length", option(max_length=6000), option(max_length=6001)),
    _option("maximum", ".max_value", option(type=4, max_value=2**53 - 1), option(type=4, max_value=2**53)),
    _option("unknown-key", ".max_value", option(max_length=5), option(max_value=5)),
    Case(kind=Kind.COMMAND, rule="description", path="description", good=command(), bad=command(description="")),
    Case(kind=Kind.COMMAND_EDIT, rule="name-form", path="name", good={"name": "define"}, bad={"name": "Define"}),
]
