# verdict: OK
# methods: fork spawn
# holds: sorted(lines) == ["first", "second"]
# twin: with_guard.py
# about: current_process().name in the children.

from multiprocessing import Process, current_process


def who():
    print(current_process().name)


if __name__ == "__main__":
    ps = [Process(target=who, name=n) for n in ("first", "second")]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
