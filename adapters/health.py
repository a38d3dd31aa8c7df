"""``/livez``, ``/readyz`` and ``/metrics`` on a loopback port: for whoever runs the process."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)


class Metrics:
    """Counts of one process; no name, id or text is ever a label."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.invocations = Counter(
            "naruhaya_invocations", "Calls of commands and buttons.", ["platform", "command"], registry=self.registry
        )
        self.answer_seconds = Histogram(
            "naruhaya_answer_seconds",
            "Seconds from an event's arrival to its first answer.",
            ["platform"],
            registry=self.registry,
            buckets=_BUCKETS,
        )
        self.refused_calls = Counter(
            "naruhaya_refused_calls", "Calls the platform refused, by status.", ["platform", "status"],
            registry=self.registry,
        )  # fmt: skip
        self.posts = Counter(
            "naruhaya_posts", "Posts sent, by what became of them.", ["platform", "outcome"], registry=self.registry
        )


class Health:
    """The health server of one process; ``problems`` and ``problem`` return what keeps it from being ready."""

    def __init__(
        self,
        metrics: Metrics,
        problems: Callable[[], tuple[str, ...]],
        problem: Callable[[], Awaitable[str | None]] | None = None,
    ) -> None:
        self._metrics = metrics
        self._problems = problems
        self._problem = problem
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> int:
        """Listen; return the port, which is a free one when 0 was asked for.

        Raises:
            OSError: the port is taken.
        """
        app = web.Application()
        app.add_routes(
            [web.get("/livez", self._livez), web.get("/readyz", self._readyz), web.get("/metrics", self._show)]
        )
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        return int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """Stop listening."""
        if self._runner:
            await self._runner.cleanup()

    async def _livez(self, _: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def _readyz(self, _: web.Request) -> web.Response:
        problems = self._problems()
        found = await self._problem() if self._problem else None
        problems = (*problems, found) if found else problems
        if problems:
            return web.Response(status=503, text="".join(f"{problem}\n" for problem in problems))
        return web.Response(text="ready\n")

    async def _show(self, _: web.Request) -> web.Response:
        return web.Response(body=generate_latest(self._metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
