# verdict: OK
# methods: fork spawn
# holds: lines == ["set"]
# twin: terminate_sleeper.py
# about: The event is set before the process is terminated.

from multiprocessing import Event, Process


def sleeper(go):
    go.wait()


if __name__ == "__main__":
    go = Event()
    p = Process(target=sleeper, args=(go,))
    p.start()
    go.set()
    p.terminate()
    p.join()
    print("set")
