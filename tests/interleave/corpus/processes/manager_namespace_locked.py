# verdict: OK
# holds: numbers[0] == 2
# twin: manager_namespace.py
# about: Under a lock of the same manager.

from multiprocessing import Manager, Process

def vote(ns, ballots, name, lock):
    with lock:
        ns.votes += 1
    ballots["names"].append(name)

if __name__ == "__main__":
    with Manager() as m:
        ns = m.Namespace()
        ns.votes = 0
        lock = m.Lock()
        ballots = m.dict(names=[])
        ps = [Process(target=vote, args=(ns, ballots, n, lock)) for n in ("x", "y")]
        [p.start() for p in ps]
        [p.join() for p in ps]
        print(ns.votes, len(ballots["names"]))
