# verdict: OK
# holds: numbers == [4]
# twin: wait_for_connections_open.py
# about: Main closes its own hold on each end that it has handed over, so that the last of them brings the end of the file.

from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def report(out):
    for n in range(2):
        out.send(n)
    out.close()


if __name__ == "__main__":
    readers = []
    for _ in range(2):
        reader, writer = Pipe(duplex=False)
        readers.append(reader)
        Process(target=report, args=(writer,)).start()
        writer.close()
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
