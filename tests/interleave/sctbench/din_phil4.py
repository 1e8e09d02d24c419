# verdict: D
# blame: forks
# about: SCTBench CS.din_phil4_sat: 4 philosophers, each takes the left fork first.

import threading

N = 4
forks = [threading.Lock() for _ in range(N)]
full = [False] * N


def philosopher(i):
    with forks[i], forks[(i + 1) % N]:
        full[i] = True


threads = [threading.Thread(target=philosopher, args=(i,)) for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
