# verdict: D
# methods: fork spawn
# blame: go
# twin: terminate_sleeper_set.py
# about: A process is terminated while it waits for an event; whoever sets it waits for that process to wake.

from multiprocessing import Event, Process


def sleeper(go):
    go.wait()


if __name__ == "__main__":
    go = Event()
    p = Process(target=sleeper, args=(go,))
    p.start()
    p.terminate()
    p.join()
    go.set()
    print("set")
