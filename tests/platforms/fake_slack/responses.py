"""What an acknowledgement makes a person see: messages, form errors, the next modal, Slack's own failures."""

from tests.platforms.fake_slack import views
from tests.platforms.fake_slack.feed import Change, Seen, SeenAs
from tests.platforms.fake_slack.forms import labels_of
from tests.platforms.fake_slack.recorder import Delivery
from tests.platforms.fake_slack.response_urls import respond
from tests.platforms.fake_slack.rules.problem import Problem
from tests.platforms.fake_slack.slack import Refused, Slack
from tests.platforms.fake_slack.wire import as_object, as_text
from tests.platforms.fake_slack.world import Channel, User, View, Workspace


def failure(slack: Slack, user: User, error: str, cause: str) -> None:
    """Show the person that the app did not answer; only they see it."""
    seen = Seen(kind=SeenAs.FAILURE, text=f"failed with the error {error}", cause=cause, at=slack.clock.now())
    user.feed.add(seen)


def to_command(slack: Slack, workspace: Workspace, user: User, channel: Channel, delivery: Delivery) -> None:
    """Show what the acknowledgement of a slash command carries."""
    if delivery.failure:
        failure(slack, user, delivery.failure, delivery.cause)
        return
    body = delivery.body
    if not body or any(not problem.house for problem in delivery.problems):
        return
    key = as_text(delivery.payload.get("response_url")).rsplit("/", 1)[-1]
    respond(slack, workspace, slack.response_urls[key], body)


def to_submission(slack: Slack, workspace: Workspace, user: User, view: View, delivery: Delivery) -> None:
    """Close, replace or stack the modal, or show the errors at its fields."""
    if delivery.failure:
        failure(slack, user, delivery.failure, delivery.cause)
        return
    body = delivery.body or {}
    if any(not problem.house for problem in delivery.problems):
        failure(slack, user, "invalid_response", delivery.cause)
        return
    try:
        match body.get("response_action"):
            case "errors":
                _show_errors(slack, user, view, delivery)
            case "update":
                views.replace_view(slack, workspace, view, as_object(body.get("view")), delivery.cause)
            case "push":
                views.stack_view(slack, workspace, user.id, as_object(body.get("view")), delivery.cause)
            case "clear":
                views.close_view(slack, workspace, user.id, delivery.cause, everything=True)
            case _:
                views.close_view(slack, workspace, user.id, delivery.cause, everything=False)
    except Refused as refusal:
        failure(slack, user, refusal.code, delivery.cause)


def _show_errors(slack: Slack, user: User, view: View, delivery: Delivery) -> None:
    labels = labels_of(view.payload)
    errors = {key: as_text(text) for key, text in as_object((delivery.body or {}).get("errors")).items()}
    for block_id in errors.keys() - labels.keys():
        text = "is not the block_id of an input in this modal"
        delivery.problems += (Problem(f"errors.{block_id}", "no_such_input", text),)
    seen = Seen(
        kind=SeenAs.FORM_ERRORS,
        change=Change.UPDATED,
        text="\n".join(errors.values()),
        errors={labels[key]: text for key, text in errors.items() if key in labels},
        view_id=view.id,
        cause=delivery.cause,
        at=slack.clock.now(),
    )
    user.feed.add(seen)


def close(slack: Slack, workspace: Workspace, user: User, *, everything: bool) -> None:
    """Close the person's top modal or all of them."""
    views.close_view(slack, workspace, user.id, None, everything=everything)
