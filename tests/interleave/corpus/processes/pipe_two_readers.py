# verdict: ESCAPE
# twin: pipe_two_readers_locked.py
# about: Two threads receive from one end at once: each may get a part of what the other should have.

from multiprocessing import Pipe
from threading import Thread


def reader(connection, got):
    got.append(connection.recv())


if __name__ == "__main__":
    here, there = Pipe()
    got = []
    threads = [Thread(target=reader, args=(there, got)) for _ in range(2)]
    for thread in threads:
        thread.start()
    here.send(1)
    here.send(2)
    for thread in threads:
        thread.join()
    print(*sorted(got))
