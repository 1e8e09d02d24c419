# verdict: OK
# holds: lines == ["worked", "joined 0"]
# methods: fork spawn
# twin: join_timeout_for_ever.py
# about: The process is joined with a timeout as long as it is alive.

from multiprocessing import Event, Process


def work(go):
    go.wait()
    print("worked")


if __name__ == "__main__":
    go = Event()
    p = Process(target=work, args=(go,))
    p.start()
    go.set()
    while p.is_alive():
        p.join(timeout=0.1)
    print("joined", p.exitcode)
