# verdict: D
# methods: fork spawn
# blame: -
# twin: pipe_closed.py
# about: EOFError comes only when nobody holds the other end any more, but the parent itself still does.

from multiprocessing import Pipe, Process


def talk(out):
    out.send(1)
    out.send(2)
    out.close()


if __name__ == "__main__":
    incoming, outgoing = Pipe(duplex=False)
    p = Process(target=talk, args=(outgoing,))
    p.start()
    total = 0
    try:
        while True:
            total += incoming.recv()
    except EOFError:
        print(total)
    p.join()
