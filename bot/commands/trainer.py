"""``trainer``: what the workspace finds hard, for managers; about groups of five and more, never about a person."""

from bot.commands.services import Services
from bot.commands.spec import CommandSpec, Invocation, Permission
from bot.commands.trainer_view import Shown, TrainerParams, present
from bot.localized import Localized
from bot.quiz import boards
from bot.quiz.report import report

_SUMMARY = Localized("For managers: what the team finds hard", "管理者用：みんなが苦手な言葉と取り違え")
_MOST_ANSWERS = 50_000


def trainer(services: Services, invocation: Invocation, params: TrainerParams) -> Shown:
    """Return the report on the newest answers of the workspace in the window."""
    now, tenant = invocation.received_at, invocation.actor.tenant
    span = boards.span(params.window, now, services.timezone)
    with services.unit_of_work(read_only=True) as work:
        given = work.log.given(tenant, span, _MOST_ANSWERS)
    fields = {entry.id: entry.domains for entry in services.glossary.entries}
    return Shown(
        params=params,
        report=report(given, fields, services.timezone, domain=params.domain),
        answers=len(given),
        is_cut=len(given) == _MOST_ANSWERS,
        glossary=services.glossary,
        today=now.astimezone(services.timezone).date(),
    )


TRAINER = CommandSpec(
    name="trainer",
    name_ja="研修担当",
    summary=_SUMMARY,
    params=TrainerParams,
    handler=trainer,
    presenter=present,
    permission=Permission.MANAGER,
    examples=("/trainer", "/trainer window:season domain:callcenter"),
)
