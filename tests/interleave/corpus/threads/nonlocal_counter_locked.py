# verdict: OK
# holds: numbers == [3]
# twin: nonlocal_counter.py
# about: The closure holds the lock, too.

from threading import Lock, Thread


def main():
    counter = 0
    lock = Lock()

    def work():
        nonlocal counter
        with lock:
            value = counter
            counter = value + 1

    threads = [Thread(target=work) for _ in range(3)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    print(counter)


main()
