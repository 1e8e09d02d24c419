"""Programs of several threads that do the same, and of what can be done with such threads: drawn, as `families` are."""

from __future__ import annotations

import random
import textwrap

from tests.support.families import HEAD, MODULES, Family

SETUP = """\
lock = threading.Lock()
room = threading.Semaphore(2)
names = []
def told(): return {told}
"""
SHAPES = {
    "all": "for t in ts: t.start()\nfor t in ts: t.join()",
    "backwards": "for t in ts: t.start()\nfor t in reversed(ts): t.join()",
    "one by one": "for t in ts:\n    t.start()\n    t.join()",
    "looks in between": "for t in ts: t.start()\nts[0].join()\nprint(told())\nfor t in ts: t.join()",
    "looks after two": "for t in ts: t.start()\nfor t in ts[:2]: t.join()\nprint(told())\nts[-1].join()",
    "starts later": "ts[0].start()\n{operation}\nfor t in ts[1:]: t.start()\nfor t in ts: t.join()",
    "joins late": "for t in ts: t.start()\n{operation}\nfor t in ts: t.join()",
    "leaves": "for t in ts: t.start()",
    "joins one": "for t in ts: t.start()\nts[1].join()",
    "is alive": "for t in ts: t.start()\nts[0].join()\nprint([t.is_alive() for t in ts])\nfor t in ts: t.join()",
    "waits a while": "for t in ts: t.start()\nprint([t.join(1) for t in ts], [t.is_alive() for t in ts])",
    "daemons": "for t in ts: t.daemon = True\nfor t in ts: t.start()\nts[0].join()",
    "another joins": "for t in ts: t.start()\nu = threading.Thread(target=lambda: (ts[0].join(), print(told())))\n"
    "u.start()\nfor t in ts: t.join()\nu.join()",
    "counts": "for t in ts: t.start()\nts[0].join()\nprint(threading.active_count())\nfor t in ts: t.join()",
    "two kinds": "us = [threading.Thread(target=other) for _ in 'ab']\nfor t in ts + us: t.start()\nfor t in ts + us: t.join()",
    "in turn": "us = [threading.Thread(target=other) for _ in ts]\nfor t, u in zip(ts, us):\n    t.start()\n    u.start()\n"
    "for t, u in zip(ts, us):\n    t.join()\n    u.join()",
}
"""How threads are started and waited for."""
WORKS = (
    "{one}",
    "with lock:\n    {one}",
    "with lock:\n    {one}\n{other}",
    "{one}\n{other}",
    "time.sleep(0.1)\n{one}",
    "lock.acquire()\n{one}",
    "room.acquire()\n{one}\nroom.release()",
    "{one}\nnames.append(threading.current_thread().name)",
    "names.append(threading.get_ident())\n{one}",
    "names.append(0)\nif len(names) == 2: raise KeyError\n{one}",
    "names.append(0)\nif len(names) == 1:\n    {one}",
    "names.append(0)\nmine = len(names)\n{one}\nprint(mine)",
    "if not names: names.append(1)\nelse:\n    {one}",
    "threading.local().x = 1\n{one}\nprint(random.random() < 2)",
    "names.append(ts.index(threading.current_thread()))\n{one}",
    "names.append(0)\nif len(names) < 3: os._exit(len(names))",
    "if ts[0].is_alive():\n    {one}",
    "{one}\nnames.append(random.randrange(1000))",
    "if lock.acquire(timeout=1):\n    {one}",
    "inner = threading.Thread(target=lambda: names.append(threading.current_thread().name))\n{one}\ninner.start()",
)
"""What each of them does."""


def drawn(family: Family, chance: random.Random, *, shape: str, work: str) -> str:
    """A program of two or three such threads."""
    one, other, operation = (_operation(chance.choice(family.operations)) for _ in range(3))
    body = work.replace("{one}", _inside(work, "{one}", one)).replace("{other}", _inside(work, "{other}", other))
    start = SHAPES[shape].replace("{operation}", operation)
    number = chance.choice((2, 3, 3))
    text = "\n".join(
        (
            f"{HEAD}{family.shared}\n" + SETUP.replace("{told}", family.told),
            "def work():\n    global n, o, z\n" + textwrap.indent(body, "    "),
            "def other():\n    global n, o, z\n" + textwrap.indent(other, "    "),
            f"ts = [threading.Thread(target=work) for _ in range({number})]",
            start,
            "print(r, names, told())",
        )
    )
    used = [f"import {module}" for module in (*MODULES, "time") if f"{module}." in text]
    return "\n".join([*used, *(["import __main__ as me"] if "me." in text or "(me" in text else []), text])


def _operation(line: str) -> str:
    return line.replace("{k}", "1").replace("\\n", "\n")


def _inside(work: str, place: str, text: str) -> str:
    """Indented as the line of the work that it takes the place in."""
    line = next((line for line in work.splitlines() if place in line), "")
    indent = line[: len(line) - len(line.lstrip())]
    return text.replace("\n", "\n" + indent)
