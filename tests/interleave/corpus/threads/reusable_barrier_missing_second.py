# verdict: D
# holds: numbers == [2, 2]
# blame: gate
# twin: reusable_barrier.py
# about: A barrier of one's own used twice: a quick thread takes both signals of the first time, and the other waits for ever.

import threading

count = 0
mutex = threading.Lock()
gate = threading.Semaphore(0)
done = [0, 0]
seen = []


def meet():
    global count
    with mutex:
        count += 1
        if count == 2:
            count = 0
            gate.release()
            gate.release()
    gate.acquire()


def work(i):
    done[i] = 1
    meet()
    done[i] = 2
    meet()
    seen.append(min(done))


a = threading.Thread(target=work, args=(0,))
b = threading.Thread(target=work, args=(1,))
a.start()
b.start()
a.join()
b.join()
print(*seen)
