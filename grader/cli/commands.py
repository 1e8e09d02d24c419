"""Every command: what it is for, and where it is declared. Adding one is a line here and a function there.

This table is all that `grade --help` needs, and nothing is imported for it; a command's own module is imported
when it is asked for.
"""

from __future__ import annotations

COMMANDS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "For students",
        (
            ("check", "grader.cli.student:check", "Judge submissions and show what was found."),
            ("explore", "grader.cli.student:explore", "Find every way in which a concurrent program can end."),
            ("replay", "grader.cli.student:replay", "Run one schedule again, step by step."),
        ),
    ),
    (
        "For instructors",
        (
            ("new", "grader.cli.author:new", "Begin an exercise, from nothing or from what you have."),
            ("verify", "grader.cli.author:verify", "Prove that hidden suites judge well."),
            ("kit", "grader.cli.author:kit", "Write what students download."),
            (
                "batch",
                "grader.cli.instructor:batch",
                "Grade a whole class. The same command again goes on where it was.",
            ),
            (
                "book",
                "grader.cli.instructor:book",
                "Look into a gradebook, and say a person's word over the machine's.",
            ),
            ("rescore", "grader.cli.instructor:rescore", "New points on what was found before; nothing is run."),
            ("export", "grader.cli.lms_commands:export", "Write grades for an LMS."),
            ("package", "grader.cli.lms_commands:package", "Make what a platform needs to judge an exercise."),
        ),
    ),
    (
        "For whoever runs the grader",
        (
            ("doctor", "grader.cli.operator:doctor", "Say what this machine can do, and what is missing."),
            ("lms", "grader.cli.lms_commands:lms", "What runs inside an LMS's container, and looks at what it wrote."),
        ),
    ),
)
"""By reader: a command's name, its declaration (a function, or a `typer.Typer` of its own), and one line about it."""

AT_ONCE = ("check", "explore", "replay")
"""Those that run one program, while somebody waits."""

_TOP = """\
Usage: grade [OPTIONS] COMMAND [ARGS]...

  Grade Python coursework, concurrency included.

Options:
  --version   Print the version.
  -h, --help  Show this message and exit.
"""

_BOTTOM = """
Exit codes: 0 full marks, 1 points were lost, 2 usage or configuration error,
3 something was withheld or the grader itself failed, 130 interrupted.
`grade COMMAND --help` says more about one command.
"""


def places() -> dict[str, str]:
    """Where each command is declared, by name."""
    return {name: place for _, commands in COMMANDS for name, place, _ in commands}


def page() -> str:
    """What `grade --help` prints."""
    width = max(map(len, places()))
    parts = [_TOP]
    for reader, commands in COMMANDS:
        parts.append(f"\n{reader}:\n")
        parts += [f"  {name:{width}}  {line}\n" for name, _, line in commands]
    return "".join([*parts, _BOTTOM])
