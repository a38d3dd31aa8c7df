"""How long ago a post was sent: what a process knows of its own tries, and the least that it can say of others'."""

from adapters.tries import Tries


class Stopwatch:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_the_first_and_the_last_try_are_told_apart() -> None:
    watch = Stopwatch()
    tries = Tries(watch)
    tries.note("a")
    watch.seconds += 5
    tries.note("a")
    watch.seconds += 2
    assert tries.since_first_s("a") == 7
    assert tries.since_last_s("a") == 2


def test_what_others_may_have_sent_counts_from_when_it_was_first_heard_of() -> None:
    watch = Stopwatch()
    tries = Tries(watch)
    assert tries.since_first_s("a") is None
    assert tries.since_last_s("a") == 0
    watch.seconds += 31
    assert tries.since_last_s("a") == 31


def test_what_came_to_its_end_is_forgotten_and_so_is_the_oldest_of_too_many() -> None:
    tries = Tries(Stopwatch())
    tries.note("ended")
    tries.forget("ended")
    for number in range(10_001):
        tries.note(f"{number}")
    assert tries.since_first_s("ended") is tries.since_first_s("0") is None
    assert tries.since_first_s("1") == 0
