# verdict: D
# holds: numbers == [4]
# twin: wait_for_connections.py
# about: Main keeps the ends that it has handed over, so that neither pipe ever comes to its end.

from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def report(out):
    for n in range(2):
        out.send(n)
    out.close()


if __name__ == "__main__":
    readers, writers = [], []
    for _ in range(2):
        reader, writer = Pipe(duplex=False)
        readers.append(reader)
        Process(target=report, args=(writer,)).start()
        writers.append(writer)
    received = 0
    while readers:
        for reader in wait(readers):
            try:
                reader.recv()
            except EOFError:
                readers.remove(reader)
            else:
                received += 1
    print(received)
