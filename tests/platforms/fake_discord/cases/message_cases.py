"""Messages in channels, in answers and as edits."""

from tests.platforms.fake_discord.cases.case import NO_PINGS, QUIET, V2, Body, Case, answer, message, reply, text
from tests.platforms.fake_discord.rules.kinds import Kind


def _embed(kind: Kind, rule: str, path: str, good: Body, bad: Body) -> Case:
    place = "data.embeds[0]" if kind is Kind.CALLBACK else "embeds[0]"
    make = reply if kind is Kind.CALLBACK else message
    return Case(kind=kind, rule=rule, path=place + path, good=make(embeds=[good]), bad=make(embeds=[bad]))


def _field(name: str = "n", value: str = "v") -> Body:
    return {"name": name, "value": value}


def _big(size: int) -> list[Body]:
    """Return embeds of ``size`` characters in all, spread over every part that counts."""
    whole = {
        "title": "t" * 256,
        "description": "d" * 1000,
        "footer": {"text": "f" * 1000},
        "author": {"name": "a" * 244},
        "fields": [_field("n" * 250, "v" * 250)],
    }
    return [whole, {"description": "d" * (size - 3000)}]


_OPEN: list[Body] = [
    {},
    {"allowed_mentions": None},
    {"allowed_mentions": {}},
    {"allowed_mentions": {"parse": ["users"]}},
]

MESSAGE_CASES = [
    _embed(Kind.CALLBACK, "maxLength", ".title", {"title": "x" * 256}, {"title": "x" * 257}),
    _embed(Kind.MESSAGE, "maxLength", ".description", {"description": "x" * 4096}, {"description": "x" * 4097}),
    _embed(Kind.MESSAGE, "maxItems", ".fields", {"fields": [_field()] * 25}, {"fields": [_field()] * 26}),
    _embed(
        Kind.MESSAGE, "maxLength", ".fields[0].name", {"fields": [_field("x" * 256)]}, {"fields": [_field("x" * 257)]}
    ),
    _embed(
        Kind.MESSAGE,
        "maxLength",
        ".fields[0].value",
        {"fields": [_field("n", "x" * 1024)]},
        {"fields": [_field("n", "x" * 1025)]},
    ),
    _embed(
        Kind.MESSAGE, "maxLength", ".footer.text", {"footer": {"text": "x" * 2048}}, {"footer": {"text": "x" * 2049}}
    ),
    _embed(Kind.MESSAGE, "maxLength", ".author.name", {"author": {"name": "x" * 256}}, {"author": {"name": "x" * 257}}),
    _embed(Kind.MESSAGE, "blank", ".fields[0].name", {"fields": [_field()]}, {"fields": [_field(" ")]}),
    _embed(Kind.CALLBACK, "blank", ".fields[0].value", {"fields": [_field()]}, {"fields": [_field("n", "\n")]}),
    _embed(Kind.MESSAGE, "blank", ".title", {"title": "t"}, {"title": " "}),
    _embed(Kind.MESSAGE, "empty-embed", "", {"title": "t", "color": 1}, {"color": 1}),
    _embed(Kind.MESSAGE, "maximum", ".color", {"title": "t", "color": 0xFFFFFF}, {"title": "t", "color": 0x1000000}),
    _embed(Kind.MESSAGE, "uri", ".url", {"title": "t", "url": "https://a.example"}, {"title": "t", "url": "a.example"}),
    _embed(
        Kind.MESSAGE,
        "date-time",
        ".timestamp",
        {"title": "t", "timestamp": "2026-11-22T00:00:00+00:00"},
        {"title": "t", "timestamp": "yesterday"},
    ),
    _embed(Kind.MESSAGE, "unknown-key", ".colour", {"title": "t", "flags": 0}, {"title": "t", "colour": 1}),
    _embed(Kind.MESSAGE, "required", ".fields[0].value", {"fields": [_field()]}, {"fields": [{"name": "n"}]}),
    Case(
        kind=Kind.MESSAGE,
        rule="attachment-missing",
        path="embeds[0].image.url",
        good=message(embeds=[{"image": {"url": "attachment://a.png"}}], attachments=[{"id": "0", "filename": "a.png"}]),
        bad=message(embeds=[{"image": {"url": "attachment://a.png"}}], attachments=[{"id": "0", "filename": "b.png"}]),
    ),
    Case(
        kind=Kind.MESSAGE,
        rule="maxItems",
        path="embeds",
        good=message(embeds=[{"title": "t"}] * 10),
        bad=message(embeds=[{"title": "t"}] * 11),
    ),
    Case(
        kind=Kind.CALLBACK,
        rule="embeds-6000",
        path="data.embeds",
        good=reply(embeds=_big(6000)),
        bad=reply(embeds=_big(6001)),
    ),
    Case(
        kind=Kind.CALLBACK,
        rule="maxLength",
        path="data.content",
        good=reply(content="あ" * 2000),
        bad=reply(content="あ" * 2001),
    ),
    *(
        Case(
            kind=kind,
            rule="content-2000",
            path="content",
            good=message(content="x" * 2000),
            bad=message(content="x" * 2001),
        )
        for kind in (Kind.MESSAGE, Kind.MESSAGE_EDIT)
    ),
    *(
        Case(kind=kind, rule="empty-message", path="", good=message(content="x"), bad=message(content=" \n"))
        for kind in (Kind.MESSAGE, Kind.FOLLOWUP)
    ),
    Case(kind=Kind.CALLBACK, rule="empty-message", path="data", good=reply(content="x"), bad=reply(tts=False)),
    *(
        Case(
            kind=kind,
            rule="ephemeral",
            path="flags",
            good=message(content="x", flags=QUIET),
            bad=message(content="x", flags=QUIET | 64),
        )
        for kind in (Kind.MESSAGE, Kind.MESSAGE_EDIT, Kind.ORIGINAL_EDIT)
    ),
    Case(
        kind=Kind.FOLLOWUP,
        rule="flags",
        path="flags",
        good=message(content="x", flags=64 | 4096 | QUIET),
        bad=message(content="x", flags=64 | 128),
    ),
    Case(
        kind=Kind.CALLBACK,
        rule="flags",
        path="data.flags",
        good=answer(7, **message(content="x", flags=QUIET)),
        bad=answer(7, **message(content="x", flags=4096)),
    ),
    Case(
        kind=Kind.MESSAGE,
        rule="mentions-conflict",
        path="allowed_mentions.users",
        good=message(sticker_ids=["1"], allowed_mentions={"parse": ["roles"], "users": ["1"]}),
        bad=message(sticker_ids=["1"], allowed_mentions={"parse": ["users"], "users": ["1"]}),
    ),
    *(
        Case(
            kind=Kind.MESSAGE,
            rule="mentions-open",
            path="allowed_mentions",
            good={**carrier, "allowed_mentions": {"parse": [], "users": ["1"]}},
            bad={**carrier, **allowed},
        )
        for carrier in (
            {"content": "x"},
            {"embeds": [{"title": "t"}]},
            {"flags": V2, "components": [{"type": 17, "components": [text()]}]},
        )
        for allowed in _OPEN
    ),
    *(
        Case(
            kind=Kind.CALLBACK,
            rule="mentions-open",
            path="data.allowed_mentions",
            good=answer(kind, content="x", allowed_mentions=NO_PINGS),
            bad=answer(kind, content="x"),
        )
        for kind in (4, 7)
    ),
    *(
        Case(
            kind=Kind.FOLLOWUP,
            rule="link-preview",
            path="content",
            good=message(**good),
            bad=message(content="see HTTPS://evil.example/x"),
        )
        for good in (
            {"content": "see https://evil.example/x", "flags": QUIET},
            {"content": "see <https://evil.example/x>"},
        )
    ),
    Case(
        kind=Kind.MESSAGE,
        rule="v2-excludes",
        path="content",
        good=message(flags=V2, components=[text()], content=None),
        bad=message(flags=V2, components=[text()], content="x"),
    ),
    Case(
        kind=Kind.ORIGINAL_EDIT,
        rule="v2-excludes",
        path="embeds",
        already_v2=True,
        good=message(components=[text()], embeds=[]),
        bad=message(components=[text()], embeds=[{"title": "t"}]),
    ),
    Case(
        kind=Kind.MESSAGE,
        rule="surrogate",
        path="content",
        good=message(content="\U0001f600"),
        bad=message(content="\ud83d"),
    ),
    Case(
        kind=Kind.MESSAGE,
        rule="maxLength",
        path="nonce",
        good=message(content="x", nonce="n" * 25, enforce_nonce=True),
        bad=message(content="x", nonce="n" * 26, enforce_nonce=True),
    ),
    Case(
        kind=Kind.MESSAGE,
        rule="type",
        path="content",
        good=message(content="5"),
        bad=message(content=5, embeds=[{"title": "t"}]),
    ),
    Case(
        kind=Kind.CALLBACK,
        rule="defer-flags",
        path="data.flags",
        good=answer(5, flags=64),
        bad=answer(5, flags=64 | V2),
    ),
    Case(kind=Kind.CALLBACK, rule="defer-text", path="data", good={"type": 5}, bad=answer(5, content="x")),
    Case(kind=Kind.CALLBACK, rule="defer-text", path="data", good={"type": 6}, bad=answer(6, content="x")),
    Case(kind=Kind.CALLBACK, rule="union", path="type", good={"type": 6}, bad={"type": 11}),
    Case(
        kind=Kind.THREAD_ON_MESSAGE,
        rule="maxLength",
        path="name",
        good={"name": "x" * 100},
        bad={"name": "x" * 101},
    ),
    Case(kind=Kind.THREAD, rule="blank", path="name", good={"name": "x"}, bad={"name": "  "}),
    Case(
        kind=Kind.THREAD,
        rule="enum",
        path="auto_archive_duration",
        good={"name": "x", "auto_archive_duration": 1440},
        bad={"name": "x", "auto_archive_duration": 100},
    ),
    Case(
        kind=Kind.THREAD,
        rule="enum",
        path="type",
        good={"name": "x", "type": 12},
        bad={"name": "x", "type": 13},
    ),
    Case(
        kind=Kind.DM,
        rule="pattern",
        path="recipient_id",
        good={"recipient_id": 5},
        bad={"recipient_id": "aiko"},
    ),
]
