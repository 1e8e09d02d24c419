# verdict: OK
# holds: numbers == [1, 2]
# twin: pipe_two_readers.py
# about: One after the other, in a lock, each gets a whole message.

from multiprocessing import Pipe
from threading import Lock, Thread


def reader(connection, lock, got):
    with lock:
        got.append(connection.recv())


if __name__ == "__main__":
    here, there = Pipe()
    got, lock = [], Lock()
    threads = [Thread(target=reader, args=(there, lock, got)) for _ in range(2)]
    for thread in threads:
        thread.start()
    here.send(1)
    here.send(2)
    for thread in threads:
        thread.join()
    print(*sorted(got))
