"""What one check of a submission sees of the one before, where both may come from one mould; run by `driver.py`."""

import json
from textwrap import dedent

import programs

from grader.course.model import Limits
from grader.intake import Submission
from grader.sandbox import Workers, open_workers

LOOKS = ("state", "found", "when_read", "number", "null_is_locked", "null_settings")
DEEDS = {
    **dict.fromkeys(("read", "number", "many_processes", "through_a_map", "nameless", "hint"), ()),
    **dict.fromkeys(("lock_null", "set_null"), (0,)),
}


def recast(tier: str) -> None:
    """Print what one check sees of the one before, and after which deeds both had one mould."""
    text = dedent(programs.SPY)
    files = {"program.py": text.encode()}
    program = Submission(entry="program.py", module="program.py", files=files, source=text, digest="")
    cast: list[bool] = []
    with open_workers(tier) as workers:
        again = workers._launcher.again

        def counted(*wanted: dict[str, object]) -> object:
            line = again(*wanted)
            cast.append(line is not None)
            return line

        workers._launcher.again = counted  # type: ignore[method-assign]
        before, seen, kept = _asked(workers, program, *LOOKS), {}, []
        for deed, arguments in DEEDS.items():
            _asked(workers, program, deed, arguments=arguments)
            after = _asked(workers, program, *LOOKS)
            kept += [deed] if cast[-1] else []
            if not cast[-1]:
                before["when_read"] = after["when_read"]  # the files are others
            seen |= {f"{deed}: {name}": [before[name], after[name]] for name in LOOKS if before[name] != after[name]}
    print(json.dumps({"seen": seen, "cast after": kept}))


def _asked(workers: Workers, program: Submission, *names: str, arguments: tuple[object, ...] = ()) -> dict[str, object]:
    with workers.sandbox(program, Limits()) as submission:
        loaded = submission.load()
        return {name: getattr(loaded, name)(*arguments) for name in names}
