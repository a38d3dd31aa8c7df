"""All commands: the visible ones in the order of the help, then those that only buttons reach."""

from typing import Any

from bot.commands.browse import BROWSE
from bot.commands.compare import COMPARE, CONTRAST
from bot.commands.daily import DAILY
from bot.commands.define import DEFINE, SHOW
from bot.commands.explain import EXPLAIN
from bot.commands.help import build_help
from bot.commands.house import HOUSE
from bot.commands.me import FORGET, ME
from bot.commands.progress import PROGRESS
from bot.commands.quiz import BUTTONS as QUIZ_BUTTONS
from bot.commands.quiz import QUIZ
from bot.commands.reminders import REMIND_STOP
from bot.commands.review import BUTTONS as REVIEW_BUTTONS
from bot.commands.review import REVIEW
from bot.commands.role import ROLE
from bot.commands.round import BUTTONS as ROUND_BUTTONS
from bot.commands.round import ROUND
from bot.commands.saved import SAVE, SAVED, UNSAVE
from bot.commands.scores import SCORES
from bot.commands.settings import SETTINGS
from bot.commands.share import SHARE
from bot.commands.spec import CommandSpec
from bot.commands.term import TERM
from bot.commands.term_buttons import BUTTONS as TERM_BUTTONS
from bot.commands.term_files import BUTTONS as TERM_FILE_BUTTONS
from bot.commands.trainer import TRAINER
from bot.commands.unfound import DROP, UNFOUND
from bot.commands.why import WHY
from bot.commands.word import WORD
from bot.commands.wotd import WOTD
from bot.commands.wotd_buttons import BUTTONS as WOTD_BUTTONS

_LISTED: tuple[CommandSpec[Any, Any], ...] = (
    DEFINE,
    COMPARE,
    EXPLAIN,
    QUIZ,
    REVIEW,
    ROUND,
    SCORES,
    TRAINER,
    DAILY,
    SAVED,
    WORD,
    WOTD,
    BROWSE,
    TERM,
    HOUSE,
    UNFOUND,
    ROLE,
    SETTINGS,
    ME,
)

VISIBLE: tuple[CommandSpec[Any, Any], ...] = (*_LISTED, build_help(_LISTED))
"""What a person can type."""

HIDDEN: tuple[CommandSpec[Any, Any], ...] = (
    SHOW,
    CONTRAST,
    *QUIZ_BUTTONS,
    WHY,
    DROP,
    SAVE,
    UNSAVE,
    SHARE,
    PROGRESS,
    REMIND_STOP,
    *REVIEW_BUTTONS,
    *ROUND_BUTTONS,
    *WOTD_BUTTONS,
    *TERM_BUTTONS,
    *TERM_FILE_BUTTONS,
    FORGET,
)
"""What only a button calls."""

COMMANDS: dict[str, CommandSpec[Any, Any]] = {spec.name: spec for spec in (*VISIBLE, *HIDDEN)}
"""Every command by name."""
