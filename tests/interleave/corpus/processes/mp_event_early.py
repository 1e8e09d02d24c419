# verdict: W
# methods: fork spawn
# holds: numbers == [5]
# blame: value
# twin: mp_event.py
# about: The event is set before the Value is filled.

from multiprocessing import Event, Process, Value


def show(ready, number):
    ready.wait()
    print(number.value)


if __name__ == "__main__":
    ready = Event()
    number = Value("i", 0)
    p = Process(target=show, args=(ready, number))
    p.start()
    ready.set()
    number.value = 5
    p.join()
