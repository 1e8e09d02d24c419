# verdict: W
# holds: numbers[0] == 2
# blame: votes
# twin: manager_namespace_locked.py
# about: ns.votes += 1 asks the manager twice; what is appended to a copy of an inner list is gone in any case.

from multiprocessing import Manager, Process

def vote(ns, ballots, name):
    ns.votes += 1
    ballots["names"].append(name)

if __name__ == "__main__":
    with Manager() as m:
        ns = m.Namespace()
        ns.votes = 0
        ballots = m.dict(names=[])
        ps = [Process(target=vote, args=(ns, ballots, n)) for n in ("x", "y")]
        [p.start() for p in ps]
        [p.join() for p in ps]
        print(ns.votes, len(ballots["names"]))
