# verdict: OK
# methods: fork spawn
# holds: numbers == [5]
# twin: mp_event_early.py
# about: The child waits until the Value is filled.

from multiprocessing import Event, Process, Value


def show(ready, number):
    ready.wait()
    print(number.value)


if __name__ == "__main__":
    ready = Event()
    number = Value("i", 0)
    p = Process(target=show, args=(ready, number))
    p.start()
    number.value = 5
    ready.set()
    p.join()
