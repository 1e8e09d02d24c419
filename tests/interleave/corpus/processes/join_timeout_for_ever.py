# verdict: L
# holds: True
# methods: fork spawn
# blame: go
# twin: join_timeout_loop.py
# about: The process waits for an event that nobody sets, and is joined with a timeout for ever.

from multiprocessing import Event, Process


def work(go):
    go.wait()
    print("worked")


if __name__ == "__main__":
    go = Event()
    p = Process(target=work, args=(go,))
    p.start()
    while p.is_alive():
        p.join(timeout=0.1)
    print("joined", p.exitcode)
