"""Writes the generated parts of the README; ``python -m tests.docs`` brings them up to date."""

from pathlib import Path

from adapters.platform_settings import VARIABLES as PLATFORMS
from bot.commands.catalog import VISIBLE
from bot.settings import PREFIX, VARIABLES

ROOT = Path(__file__).resolve().parent.parent


def commands_table() -> str:
    """Return the table of commands."""
    rows = ["| command | what it does | try |", "| --- | --- | --- |"]
    for spec in VISIBLE:
        usage = spec.usage.replace("|", "\\|")
        rows.append(f"| `{usage}` | {spec.summary.en} | `{spec.examples[-1]}` |")
    return "\n".join(rows)


def settings_table() -> str:
    """Return the table of settings."""
    rows = ["| variable | what it is |", "| --- | --- |"]
    rows.extend(f"| `{PREFIX}{name}` | {meaning} |" for name, meaning in {**VARIABLES, **PLATFORMS}.items())
    return "\n".join(rows)


PARTS = {"commands": commands_table, "settings": settings_table}


def with_parts(text: str) -> str:
    """Return ``text`` with each generated part made anew between its two marks."""
    for name, make in PARTS.items():
        start, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
        before, start, rest = text.partition(start)
        _, end, after = rest.partition(end)
        if not start or not end:
            raise ValueError(f"the README has no place for {name}")
        text = before + start + make() + end + after
    return text


if __name__ == "__main__":
    readme = ROOT / "README.md"
    readme.write_text(with_parts(readme.read_text("utf-8")), "utf-8")
