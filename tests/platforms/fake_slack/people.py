"""People who use the app: each method does what a person can do and returns what that person then sees."""

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from tests.platforms.fake_slack import forms, offers, payloads, responses, views
from tests.platforms.fake_slack.courier import Courier
from tests.platforms.fake_slack.feed import Change, Feed, Seen, SeenAs
from tests.platforms.fake_slack.recorder import Delivery
from tests.platforms.fake_slack.rules.bodies import Kind
from tests.platforms.fake_slack.shown import options_of, text_of
from tests.platforms.fake_slack.slack import Slack
from tests.platforms.fake_slack.uploads import Files, Handed
from tests.platforms.fake_slack.wire import Json, as_text
from tests.platforms.fake_slack.world import Channel, ChannelKind, Message, User, View, Workspace


class Person:
    """One person at one Slack client."""

    def __init__(
        self, slack: Slack, courier: Courier, workspace: Workspace, user: User, wait: float, files: Files
    ) -> None:
        self._slack = slack
        self._courier = courier
        self.workspace = workspace
        self.user = user
        self.wait = wait
        self._files = files

    @property
    def id(self) -> str:
        """The person's user id."""
        return self.user.id

    @property
    def feed(self) -> Feed:
        """Everything this person has seen."""
        return self.user.feed

    @property
    def received(self) -> dict[str, bytes]:
        """The files that were sent to the person, by name."""
        return self._files.seen_by(self.id)

    # ---- commands, shortcuts, mentions ---------------------------------------------------------------------------

    async def command(self, name: str, text: str = "", *, channel: str = "general") -> Seen:
        """Type a slash command (never in a thread: Slack does not offer it there) and return the answer."""
        start = len(self.feed.seen)
        delivery = await self.send_command(name, text, channel=channel)
        return await self._answer(start, delivery.cause, channel)

    async def send_command(self, name: str, text: str = "", *, channel: str = "general") -> Delivery:
        """Type a slash command and return once it is acknowledged or has failed."""
        escape = offers.command(self._slack.manifest, self.workspace, name).get("should_escape") is True
        place, cause = self._place(channel), self._slack.new_id("I")
        said = forms.in_command(text, self._names(), escape=escape)
        payload = payloads.command(self._slack, self.workspace, self.user, place, name, said, cause)
        delivery = await self._courier.interaction("slash_commands", payload, Kind.ACK_COMMAND, cause)
        responses.to_command(self._slack, self.workspace, self.user, place, delivery)
        return delivery

    async def shortcut(self, name: str, *, message: Seen) -> Seen:
        """Use a message shortcut, named by its title or callback_id."""
        start = len(self.feed.seen)
        callback, cause = (
            offers.shortcut(self._slack.manifest, self.workspace, name, "message"),
            self._slack.new_id("I"),
        )
        on = self._message(message)
        if on.only_for:
            raise AssertionError("Slack offers no shortcuts on ephemeral messages")
        payload = payloads.message_shortcut(self._slack, self.workspace, self.user, on, callback, cause)
        await self._interact(payload, cause)
        return await self._answer(start, cause, on.channel)

    async def global_shortcut(self, name: str) -> Seen:
        """Use a global shortcut, named by its title or callback_id."""
        start = len(self.feed.seen)
        callback, cause = offers.shortcut(self._slack.manifest, self.workspace, name, "global"), self._slack.new_id("I")
        payload = payloads.global_shortcut(self._slack, self.workspace, self.user, callback, cause)
        await self._interact(payload, cause)
        return await self._answer(start, cause)

    async def say(self, text: str, *, channel: str = "general", thread: Seen | None = None) -> Seen:
        """Write a message; return it as it stands in the channel. Events go out where the manifest subscribes."""
        message, _ = await self._write(text, self._place(channel), thread)
        return self._slack.message_seen(self.workspace, message)

    async def mention(self, text: str, *, channel: str = "general", thread: Seen | None = None) -> Seen:
        """Write a message that begins with the bot's name and return the answer."""
        place, bot = self._place(channel), self.workspace.bot
        if bot.id not in place.members:
            raise AssertionError(f"the bot is not in {channel}: Slack would offer to invite it")
        start = len(self.feed.seen)
        message, known = await self._write(f"@{bot.name} {text}", place, thread)
        event = payloads.authored(self.workspace, message, place) | {"type": "app_mention"}
        event.pop("channel_type")
        told = place.kind is not ChannelKind.DIRECT and bool(self._courier.subscribed(event))
        if not told and not known:
            raise AssertionError("the manifest subscribes neither to app_mention nor to these messages")
        if told:
            await self._courier.event(self.workspace, event)
        return await self._next(start, lambda seen: seen.author == bot.id and seen.channel == place.id)

    # ---- clicks and forms ----------------------------------------------------------------------------------------

    async def click(self, on: Seen, label: str) -> Seen:
        """Click the button with this label, as it stands now, and return what came of it."""
        start = len(self.feed.seen)
        delivery = await self.send_click(on, label)
        return await self._answer(start, delivery.cause, on.channel, on.view_id)

    async def send_click(self, on: Seen, label: str) -> Delivery:
        """Click a button and return once the click is acknowledged or has failed."""
        surface = self._surface(on)
        block, element = forms.button(surface.payload, label)
        return await self._act(surface, forms.click_action(block, element))

    async def choose(self, on: Seen, action_id: str, label: str) -> Seen:
        """Choose the option with this label in a select, radio group, overflow menu or external select."""
        start = len(self.feed.seen)
        surface = self._surface(on)
        block, element = forms.element(surface.payload, action_id)
        option = forms.option(element, label, self._offered_options(surface, action_id))
        action = forms.choice_action(block, element, option)
        forms.remember(surface.typed, action)
        delivery = await self._act(surface, action)
        return await self._answer(start, delivery.cause, on.channel, on.view_id)

    async def send_action(self, on: Seen, action: Json) -> Delivery:
        """Send any action at all, as a changed client could."""
        return await self._act(self._surface(on), action)

    async def type_in_select(self, on: Seen, action_id: str, text: str) -> tuple[str, ...]:
        """Type into an external select and return the labels it then offers; too short a text asks nobody."""
        surface = self._surface(on)
        block, element = forms.element(surface.payload, action_id)
        if element.get("type") not in ("external_select", "multi_external_select"):
            raise AssertionError(f"{action_id} is a {element.get('type')}: it asks the app for nothing")
        if len(text) < forms.min_query_length(element):
            return ()
        offers.options(self._slack.manifest)
        block_id = as_text(block.get("block_id"))
        payload = payloads.block_suggestion(self._slack, self.workspace, self.user, surface, block_id, action_id, text)
        delivery = await self._courier.interaction("interactive", payload, Kind.ACK_OPTIONS, "")
        if delivery.failure:
            return ()
        offered = options_of(delivery.body or {})
        self._slack.offered[self.user.id, action_id] = offered
        return tuple(text_of(option.get("text")) for option in offered)

    async def submit(self, view: Seen, values: Mapping[str, object]) -> Seen:
        """Fill in a modal (by label, block_id or action_id) and send it off; return what came of it."""
        start = len(self.feed.seen)
        opened = self._surface(view)
        if not isinstance(opened, View) or opened.payload.get("type") != "modal":
            raise AssertionError("only a modal can be sent off")
        if not opened.payload.get("submit"):
            raise AssertionError("this modal has no submit button")
        handed = {
            name: [self._files.hand_over(self.workspace, value)] if isinstance(value, Handed) else value
            for name, value in values.items()
        }
        opened.typed = forms.filled(
            opened.payload, handed, lambda action: self._offered_options(opened, action), opened.typed
        )
        cause = self._slack.new_id("I")
        payload = payloads.view_submission(self._slack, self.workspace, self.user, opened, cause)
        delivery = await self._courier.interaction("interactive", payload, Kind.ACK_VIEW, cause)
        responses.to_submission(self._slack, self.workspace, self.user, opened, delivery)
        return await self._answer(start, cause, view=opened.id)

    async def close(self, view: Seen, *, everything: bool = False) -> None:
        """Close a modal; the app hears of it when it asked to."""
        opened = self._surface(view)
        if not isinstance(opened, View):
            raise AssertionError("only a modal can be closed")
        responses.close(self._slack, self.workspace, self.user, everything=everything)
        if opened.payload.get("notify_on_close"):
            payload = payloads.view_closed(self._slack, self.workspace, self.user, opened, cleared=everything)
            await self._interact(payload, "")

    async def open_home(self) -> Seen:
        """Open the app's Home tab and return it as the app publishes it."""
        start = len(self.feed.seen)
        await self.visit("home")
        return await self._next(start, lambda seen: seen.kind is SeenAs.HOME)

    async def visit(self, tab: str) -> Delivery | None:
        """Open the app's ``home`` or ``messages`` tab."""
        direct = self._slack.direct_channel(self.workspace, self.id)
        event: Json = {"type": "app_home_opened", "user": self.id, "channel": direct.id, "tab": tab}
        home = self.workspace.homes.get(self.id)
        if tab == "home" and home is not None:
            event["view"] = views.described(self._slack, self.workspace, home)
        return await self._courier.event(self.workspace, event)

    # ---- looking -------------------------------------------------------------------------------------------------

    async def sees(self, pattern: str, *, since: int = 0) -> Seen:
        """Wait until something with text matching ``pattern`` is in sight, counted from position ``since``."""
        return await self._next(since, lambda seen: re.search(pattern, seen.text) is not None)

    async def after(self, seen: Seen) -> Seen:
        """Wait for the next thing in sight after ``seen``."""
        start = next((place for place, one in enumerate(self.feed.seen) if one is seen), -1) + 1
        return await self._next(start, lambda one: True)

    def now(self, seen: Seen) -> Seen:
        """Return a message or view as it looks at this moment."""
        surface = self._surface(seen)
        if isinstance(surface, View):
            return self._slack.view_seen(surface, Change.UPDATED, None)
        return self._slack.message_seen(self.workspace, surface, Change.UPDATED)

    def in_channel(self, channel: str = "general") -> Sequence[Seen]:
        """Return what stands in a conversation for this person, oldest first."""
        place = self._place(channel)
        mine = [m for m in place.messages if not m.deleted and m.only_for in (None, self.id)]
        return [self._slack.message_seen(self.workspace, message) for message in mine]

    # ---- inside --------------------------------------------------------------------------------------------------

    async def _act(self, surface: Message | View, action: Json) -> Delivery:
        cause = self._slack.new_id("I")
        payload = payloads.block_actions(self._slack, self.workspace, self.user, surface, action, cause)
        return await self._interact(payload, cause)

    async def _interact(self, payload: Json, cause: str) -> Delivery:
        delivery = await self._courier.interaction("interactive", payload, Kind.ACK_EMPTY, cause)
        if delivery.failure and cause:
            responses.failure(self._slack, self.user, delivery.failure, cause)
        return delivery

    async def _write(self, text: str, place: Channel, thread: Seen | None) -> tuple[Message, bool]:
        said = forms.written(text, self._names())
        if place.kind is ChannelKind.DIRECT:
            offers.messages(self._slack.manifest)
        body: Json = {"text": said, "blocks": [forms.composed(text)]}
        if thread is not None:
            body["thread_ts"] = thread.thread or thread.ts
        message = self._slack.post(self.workspace, place, self.id, body, by_app=False)
        event = payloads.authored(self.workspace, message, place)
        heard = self.workspace.bot.id in place.members and bool(self._courier.subscribed(event))
        if heard:
            await self._courier.event(self.workspace, event)
        return message, heard

    async def _answer(self, start: int, cause: str, channel: str = "", view: str = "") -> Seen:
        """Return the first thing that answers an interaction.

        That is what Slack ties to it (acknowledgement, response_url, trigger); or else a message of the bot in the
        same conversation or in the person's own; or else a change of the view that was acted on.
        """
        direct = self._slack.direct_channel(self.workspace, self.id).id
        places = {direct, self._place(channel).id} if channel else {direct}

        def wanted(seen: Seen) -> bool:
            if seen.cause is not None:
                return seen.cause == cause
            if seen.view_id:
                return seen.view_id == view
            return seen.author == self.workspace.bot.id and seen.channel in places

        return await self._next(start, wanted)

    async def _next(self, start: int, wanted: "Wanted") -> Seen:
        try:
            return await self.feed.first(start, wanted, self.wait)
        except TimeoutError:
            calls = [f"{call.method} → {call.error or 'ok'}" for call in self._slack.recorder.calls[-8:]]
            seen = [f"{one.kind}: {one.text[:60]!r}" for one in self.feed.seen[start:]]
            raise AssertionError(
                f"{self.user.name} waited {self.wait} s in vain; the app called {calls}; since then seen {seen}"
            ) from None

    def _place(self, channel: str) -> Channel:
        if channel in ("", "dm"):
            return self._slack.direct_channel(self.workspace, self.id)
        place = self.workspace.channel_named(channel)
        if self.id not in place.members:
            raise AssertionError(f"{self.user.name} is not in {channel}")
        return place

    def _message(self, seen: Seen) -> Message:
        channel = self.workspace.channels.get(seen.channel)
        message = channel.find(seen.ts) if channel else None
        if message is None or self.user not in self.workspace.readers(message):
            raise AssertionError(f"{self.user.name} sees no such message (any more)")
        return message

    def _surface(self, seen: Seen) -> Message | View:
        if not seen.view_id:
            return self._message(seen)
        view = self.workspace.view(seen.view_id)
        if view is None or view.owner != self.id:
            raise AssertionError(f"{self.user.name} has no such view open")
        return view

    def _offered_options(self, surface: Message | View, action_id: str) -> list[Json]:
        return self._slack.offered.get((self.user.id, action_id), [])

    def _names(self) -> dict[str, str]:
        return {user.name: user.id for user in self.workspace.users.values()}


class Wanted(Protocol):
    """Tells whether this is what was waited for."""

    def __call__(self, seen: Seen, /) -> bool:
        """Return whether ``seen`` is it."""
