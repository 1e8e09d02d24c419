# verdict: OK
# methods: fork spawn
# holds: lines == ["PING"]
# twin: pipe_both_receive.py
# about: A question and an answer through a pipe.

from multiprocessing import Pipe, Process


def echo(connection):
    connection.send(connection.recv().upper())
    connection.close()


if __name__ == "__main__":
    here, there = Pipe()
    p = Process(target=echo, args=(there,))
    p.start()
    here.send("ping")
    print(here.recv())
    p.join()
