# verdict: OK
# methods: fork spawn
# holds: numbers == [3]
# twin: pipe_never_closed.py
# about: The parent closes its copy of the child's end.

from multiprocessing import Pipe, Process


def talk(out):
    out.send(1)
    out.send(2)
    out.close()


if __name__ == "__main__":
    incoming, outgoing = Pipe(duplex=False)
    p = Process(target=talk, args=(outgoing,))
    p.start()
    outgoing.close()
    total = 0
    try:
        while True:
            total += incoming.recv()
    except EOFError:
        print(total)
    p.join()
