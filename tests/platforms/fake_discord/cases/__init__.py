"""Pairs of bodies for each rule: one that just passes and one that breaks it."""

from tests.platforms.fake_discord.cases.command_cases import COMMAND_CASES
from tests.platforms.fake_discord.cases.component_cases import COMPONENT_CASES
from tests.platforms.fake_discord.cases.message_cases import MESSAGE_CASES
from tests.platforms.fake_discord.cases.modal_cases import MODAL_CASES

CASES = [*MESSAGE_CASES, *COMPONENT_CASES, *MODAL_CASES, *COMMAND_CASES]
