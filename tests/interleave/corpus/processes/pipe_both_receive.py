# verdict: D
# methods: fork spawn
# blame: recv
# twin: pipe_ping.py
# about: Both ends wait for the other to speak first.

from multiprocessing import Pipe, Process


def echo(connection):
    connection.send(connection.recv().upper())
    connection.close()


if __name__ == "__main__":
    here, there = Pipe()
    p = Process(target=echo, args=(there,))
    p.start()
    print(here.recv())
    here.send("ping")
    p.join()
