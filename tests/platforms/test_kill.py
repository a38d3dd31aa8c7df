"""kill -9 in the middle of a quiz: what was confirmed on screen is in the database, and the quiz goes on."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.platforms.conftest import Run

QUESTIONS = 10
VERDICTS = ("○ Right", "× Not right.", "× That is another word.", "× Close, but not right.")


@pytest.mark.parametrize("answers", range(QUESTIONS), ids=lambda count: f"after {count} answers")
@pytest.mark.parametrize("in_flight", [False, True], ids=["waiting", "answering"])
def test_a_confirmed_answer_survives_a_kill(
    naruhaya: Run, environment: dict[str, str], tmp_path: Path, answers: int, in_flight: bool
) -> None:
    confirmed = play_and_kill(environment, answers, in_flight=in_flight)
    kept = answers_kept(tmp_path / "naruhaya.sqlite3")
    resumed = naruhaya("quiz", stdin="").stdout

    assert confirmed == answers
    assert kept in ({confirmed, confirmed + 1} if in_flight else {confirmed})
    if kept < QUESTIONS:
        assert f"Question {kept + 1} of {QUESTIONS}" in resumed
        assert "Here is where you were" in resumed


def play_and_kill(environment: dict[str, str], answers: int, *, in_flight: bool) -> int:
    """Answer so many questions, kill the process, and return how many answers were confirmed on screen."""
    command = [sys.executable, "-m", "adapters", "quiz", "--number", str(QUESTIONS), "--kind", "word-to-meaning"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        read_question(process)
        confirmed = 0
        for _ in range(answers):
            process.stdin.write("1\n")
            process.stdin.flush()
            confirmed += read_question(process)
        if in_flight:
            process.stdin.write("1\n")
            process.stdin.flush()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    return confirmed


def read_question(process: "subprocess.Popen[str]") -> int:
    """Read to the end of a question; return how many answers it confirmed."""
    assert process.stdout
    confirmed = 0
    for line in process.stdout:
        confirmed += line.startswith(VERDICTS)
        if "Stop the quiz" in line:
            break
    return confirmed


def answers_kept(path: Path) -> int:
    connection = sqlite3.connect(path)
    (count,) = connection.execute("SELECT count(*) FROM quiz_answers").fetchone()
    connection.close()
    return int(count)
