# verdict: OK
# holds: numbers == [2, 2]
# twin: reusable_barrier_missing_second.py
# about: threading.Barrier may be used again and again.

import threading

barrier = threading.Barrier(2)
done = [0, 0]
seen = []


def work(i):
    done[i] = 1
    barrier.wait()
    done[i] = 2
    barrier.wait()
    seen.append(min(done))


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(*seen)
