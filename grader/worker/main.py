"""The other side: started alone under `python -I`, it runs a student's code and answers over the wire.

``python -I main.py zygote FOLDER TIER…``: descriptor 0 is a control socket; fork a worker per request (`zygote`)
behind the first tier of the wall that holds; scratch folders on disk are made in FOLDER.
``python -I main.py probe FOLDER TIER…``: print what each tier and each layer of the wall is worth on this machine.
``python -I main.py fresh FOLDER``: this process is the worker; 0 and 1 are the wire, 2 takes tracebacks.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(mode: str, folder: str = "", *tiers: str) -> None:
    """Become what `mode` says."""
    _find_ourselves()
    if mode == "zygote":
        _zygote(folder, tiers)
    elif mode == "probe":
        _probe(folder, tiers)
    else:
        _fresh(Path(folder))


def _warm_up() -> None:
    """Import what every worker needs."""
    from grader.worker import service, warm, zygote  # noqa: F401


def _zygote(folder: str, tiers: tuple[str, ...]) -> None:
    import json
    import socket

    control = socket.socket(fileno=os.dup(0))
    _detach()
    try:
        from grader.worker.walls import probe

        wall, tried = probe.strongest(tiers, folder, _warm_up)
        control.sendall(json.dumps({"tier": wall and wall.tier, "tried": tried}).encode() + b"\n")
        if wall is None:
            return
        from grader.worker import service, warm, zygote

        wall.hide_keeper()
        zygote.serve(control, service.work, wall, warm.steps())
    except BaseException:
        import traceback

        control.sendall(traceback.format_exc()[-4000:].encode())
        raise


def _probe(folder: str, tiers: tuple[str, ...]) -> None:
    import json

    from grader.worker.walls import probe

    sys.stdout.write(json.dumps(probe.everything(tiers, folder)))


def _fresh(folder: Path) -> None:
    from grader.worker import reaper, service
    from grader.worker.wire import Channel

    if hasattr(os, "getppid"):
        reaper.die_with_parent(os.getppid())
    reader, writer, words = (os.dup(descriptor) for descriptor in (0, 1, 2))
    _detach()
    service.work(Channel(reader, writer), folder, words)


def _detach() -> None:
    """The student's stdin, stdout and stderr never touch the wire."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)


def _find_ourselves() -> None:
    """Make this package importable without leaving the folder above it on the student's path."""
    root = str(Path(__file__).resolve().parents[2])
    before = list(sys.path)
    sys.path.insert(0, root)
    import grader.worker  # noqa: F401 - found from now on without the path

    sys.path[:] = [path for path in before if path != root or path.endswith("site-packages")]
    sys.modules.pop("grader.worker.main", None)


if __name__ == "__main__":
    main(*sys.argv[1:])
