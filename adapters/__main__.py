"""placeholder until the console lands."""


def main() -> None: ...
