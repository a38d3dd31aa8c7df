"""What whoever runs the process can ask it."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from adapters.health import Health, Metrics

pytestmark = pytest.mark.asyncio


class Asked:
    """A health server and what it was asked and answered."""

    def __init__(self) -> None:
        self.metrics = Metrics()
        self.problems: tuple[str, ...] = ()
        self.health = Health(self.metrics, lambda: self.problems)
        self.base = ""

    async def get(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(f"{self.base}{path}") as response:
            return response.status, await response.text()


@pytest_asyncio.fixture
async def asked() -> AsyncIterator[Asked]:
    asked = Asked()
    asked.base = f"http://127.0.0.1:{await asked.health.start('127.0.0.1', 0)}"
    yield asked
    await asked.health.close()


async def test_it_is_alive_even_when_it_is_not_ready(asked: Asked) -> None:
    asked.problems = ("discord is not connected",)

    assert (await asked.get("/livez"))[0] == 200
    assert await asked.get("/readyz") == (503, "discord is not connected\n")


async def test_it_is_ready_when_nothing_is_in_the_way(asked: Asked) -> None:
    assert await asked.get("/readyz") == (200, "ready\n")


async def test_what_is_found_at_the_moment_keeps_it_from_being_ready_too() -> None:
    found: list[str | None] = ["the database does not answer", None]

    async def problem() -> str | None:
        return found.pop(0)

    health = Health(Metrics(), lambda: (), problem)
    asked = Asked()
    asked.base = f"http://127.0.0.1:{await health.start('127.0.0.1', 0)}"

    assert await asked.get("/readyz") == (503, "the database does not answer\n")
    assert await asked.get("/readyz") == (200, "ready\n")
    await health.close()


async def test_metrics_count_by_platform_and_command(asked: Asked) -> None:
    asked.metrics.invocations.labels("discord", "define").inc()
    asked.metrics.refused_calls.labels("discord", "429").inc(2)
    asked.metrics.answer_seconds.labels("discord").observe(0.02)

    status, text = await asked.get("/metrics")

    assert status == 200
    assert 'naruhaya_invocations_total{command="define",platform="discord"} 1.0' in text
    assert 'naruhaya_refused_calls_total{platform="discord",status="429"} 2.0' in text
    assert 'naruhaya_answer_seconds_bucket{le="0.025",platform="discord"} 1.0' in text


async def test_a_port_that_is_taken_is_said_so(asked: Asked) -> None:
    port = int(asked.base.rpartition(":")[2])
    second = Health(asked.metrics, lambda: ())

    with pytest.raises(OSError, match="in use"):
        await second.start("127.0.0.1", port)
    await second.close()


async def test_many_may_ask_at_once(asked: Asked) -> None:
    answers = await asyncio.gather(*(asked.get("/livez") for _ in range(50)))

    assert {status for status, _ in answers} == {200}
