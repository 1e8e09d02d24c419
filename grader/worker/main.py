"""The other side: started alone, isolated as by `python -I` (`sandbox.starting.command`), it runs a student's code and answers over the wire.

``main.py zygote FOLDER TIER…``: descriptor 0 is a control socket; fork a worker per request (`zygote`)
behind the first tier of the wall that holds; scratch folders on disk are made in FOLDER.
``main.py probe FOLDER TIER…``: print what each tier and each layer of the wall is worth on this machine.
``main.py fresh FOLDER``: this process is the worker; 0 and 1 are the wire, 2 takes tracebacks.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any


def main(mode: str, folder: str = "", *tiers: str) -> None:
    """Become what `mode` says."""
    sys.path[:] = found_from(os.path.abspath(__file__), sys.path)
    vault = _vault()
    vault.load("grader.worker.addresses").read_nowhere()
    sys.modules["__main__"] = ModuleType("__main__")
    if mode == "zygote":
        _zygote(vault, folder, tiers)
    elif mode == "probe":
        _probe(vault, folder, tiers)
    else:
        _fresh(vault, folder)


def found_from(file: str, path: list[str]) -> list[str]:
    """Where modules are looked for. Who installed us for themselves alone has what we need beside us, where `-s` looks for nothing;
    what is made for another interpreter is of no use to this one."""
    installed = os.path.dirname(os.path.dirname(os.path.dirname(file)))
    needed = (os.path.join(installed, "greenlet", f"_greenlet{suffix}") for suffix in EXTENSION_SUFFIXES)
    return [*path, installed] if installed not in path and any(map(os.path.isfile, needed)) else path


def _warm_up(vault: Any) -> None:
    """Load what every worker needs."""
    for name in ("service", "warm", "zygote"):
        vault.load(f"grader.worker.{name}")


def _zygote(vault: Any, folder: str, tiers: tuple[str, ...]) -> None:
    import json
    import socket

    control = socket.socket(fileno=os.dup(0))
    _detach(0, 1, 2)
    try:
        vault.load("grader.worker.systems").system.go_first()  # while our own files in /proc are ours to write
        wishes = vault.load("grader.worker.forks").Wishes()
        wishes.hold()
        probe = vault.load("grader.worker.walls.probe")
        wall, tried = probe.strongest(tiers, folder, partial(_warm_up, vault))
        control.sendall(json.dumps({"tier": wall and wall.tier, "tried": tried}).encode() + b"\n")
        if wall is None:
            return
        service, warm = vault.load("grader.worker.service"), vault.load("grader.worker.warm")
        wall.hide_keeper()
        removals = vault.load("grader.worker.abandoned").removals(folder)
        end_orphans = vault.load("grader.worker.walls.orphans").end_orphans
        steps = [*warm.steps(), *service.steps(vault.close), partial(end_orphans, folder), *removals]
        vault.load("grader.worker.zygote").serve(control, partial(service.work, vault.close, wishes), wall, steps)
        os._exit(0)  # to take an interpreter apart takes longer than to end all workers, and somebody waits
    except BaseException:
        import traceback

        control.sendall(traceback.format_exc()[-4000:].encode())
        raise


def _probe(vault: Any, folder: str, tiers: tuple[str, ...]) -> None:
    import json

    sys.stdout.write(json.dumps(vault.load("grader.worker.walls.probe").everything(tiers, folder)))


def _fresh(vault: Any, folder: str) -> None:
    from pathlib import Path

    vault.load("grader.worker.systems").system.die_with_parent(os.getppid())
    reader, writer = os.dup(0), os.dup(1)
    _detach(0, 1)
    channel = vault.load("grader.worker.wire").Channel(reader, writer)
    serve, _ = vault.load("grader.worker.service").work(vault.close, None, channel, Path(folder))
    serve(channel)


def _detach(*descriptors: int) -> None:
    """What the student's code finds as stdin, stdout and stderr never touches the wire."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in descriptors:
        os.dup2(null, descriptor)
    os.close(null)


def _vault() -> Any:
    """Where our modules are loaded: not on the student's path, nor among their modules."""
    here = os.path.dirname(os.path.abspath(__file__))
    spec = spec_from_file_location("vault", os.path.join(here, "vault.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Vault("grader", os.path.dirname(os.path.dirname(here)))


if __name__ == "__main__":
    main(*sys.argv[1:])
