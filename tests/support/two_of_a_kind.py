"""Programs of two processes, a process and a thread, or two threads, drawn from what each can do with what both share.

They come to all kinds of ends: somebody waits for ever, raises, leaves, is ended, or ends another; and their parent looks on.
"""

from __future__ import annotations

import random
import re
import textwrap

SHARED = {
    "v": "Value('i', 0)", "rv": "Value('i', 0, lock=False)", "a": "Array('i', 2)", "lk": "Lock()", "rl": "RLock()",
    "ev": "Event()", "sm": "Semaphore(1)", "bs": "BoundedSemaphore(1)", "q": "Queue()", "q1": "Queue(1)",
    "sq": "SimpleQueue()", "jq": "JoinableQueue()", "cd": "Condition()", "br": "Barrier(2)",
}  # fmt: skip
ACTS = """\
v.value += {k}
say(v.value)
with v.get_lock(): v.value += 1
with v.get_lock(): say(v.value)
rv.value += 1
with lk: rv.value += 1
with lk: say(rv.value)
a[0] += 1
a[1] = a[0] + {k}
with a.get_lock(): a[0] += 1
say(lk.acquire(False))
say(lk.acquire(timeout=0.1))
say(rl.acquire(block=False))
lk.release()
ev.set()
ev.clear()
say(ev.wait(0.1))
ev.wait()
sm.acquire(); v.value += 1; sm.release()
say(sm.acquire(timeout=0.1))
bs.release()
with bs: v.value += 1
q.put({k}); q.put({k}0)
say(q.get())
say(q.get(timeout=0.1))
say(q.get_nowait())
say(q.empty())
q1.put({k})
q1.put({k}, timeout=0.1)
say(q1.get())
sq.put({k})
say(sq.get())
jq.put({k})
jq.get(); jq.task_done()
jq.join()
with cd: cd.notify()
with cd: say(cd.wait(0.1))
with cd: cd.wait()
with cd: v.value += 1; cd.notify_all()
br.wait()
say(br.wait(0.1))
br.abort()
time.sleep(0.05)
t = threading.Thread(target=add, args=(v,)); t.start(); add(v); t.join()
t = threading.Thread(target=add, args=(v,), daemon=True); t.start()
sys.exit({k})
1 / 0
p = mp.Process(target=add, args=(v,)); p.start(); p.join()
p = mp.Process(target=add, args=(v,), daemon=True); p.start()
p = mp.Process(target=add, args=(v,)); p.start(); p.join(0.1); say(p.is_alive())
p = mp.Process(target=add, args=(v,)); p.start(); p.terminate(); p.join(); say(p.exitcode)""".splitlines()
MEANWHILE = """\
v.value += 1
say(v.value)
ev.set()
q.put(9)
say(q.get(timeout=0.1))
say(both[0].is_alive())
both[1].join(0.1); say(both[1].is_alive())
both[1].join(); say(v.value)
lk.acquire(); time.sleep(0.1); lk.release()
with cd: cd.notify_all()
q.close()
say(q1.get())
jq.put(1); jq.join()""".splitlines()
OF_PROCESSES = """\
say(both[0].exitcode)
both[0].terminate()
both[0].kill(); both[1].terminate()
both[0].kill(); both[0].join(); say(both[0].exitcode)
t = threading.Thread(target=both[0].terminate); t.start(); t.join()
say(len(mp.active_children()))""".splitlines()
PROGRAM = """\
import multiprocessing as mp, queue, sys, threading, time
def say(*words): print(*words, flush=True)
def add(v): v.value += 1
def one({names}):
    try:
{one}
    except {error} as e:
        say(type(e).__name__)
def two({names}):
{two}
if __name__ == "__main__":
{shared}
    both = [{first}(target=one, args=({names},)), {second}(target={other}, args=({names},))]
    for each in both: each.start()
{meanwhile}
    for each in both: each.join()
    say("end"{told})
"""
KINDS = {"p": "mp.Process", "t": "threading.Thread"}


def drawn(kinds: str, number: int) -> str:
    """The text of one; `kinds`: `pp`, `pt` or `tt`."""
    chance = random.Random(f"{kinds} {number}")
    one, two = ("\n".join(chance.choices(ACTS, k=chance.choice((1, 1, 2)))) for _ in "ab")
    looks = MEANWHILE + (OF_PROCESSES if kinds == "pp" else [])
    meanwhile = "\n".join(["pass", *chance.choices(looks, k=chance.choice((0, 1, 1, 2)))])
    names = [name for name in SHARED if re.search(rf"\b{name}\b", f"{one}\n{two}\n{meanwhile}")] or ["v"]
    return PROGRAM.format(
        names=", ".join(names),
        one=textwrap.indent(one.replace("{k}", "1"), " " * 8),
        two=textwrap.indent(two.replace("{k}", "2"), " " * 4),
        error=chance.choice(("Exception", "ZeroDivisionError")),
        shared="\n".join(f"    {name} = mp.{SHARED[name]}" for name in names),
        first=KINDS[kinds[0]],
        second=KINDS[kinds[1]],
        other=chance.choice(("one", "two", "two", "two", "two")),
        meanwhile=textwrap.indent(meanwhile, " " * 4),
        told="".join(f", {name}.value" for name in ("v", "rv") if name in names),
    )
