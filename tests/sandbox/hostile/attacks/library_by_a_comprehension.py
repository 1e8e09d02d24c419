# adaptive: a comprehension changes what threads of the library do: one after the other
real_run, one = threading.Thread.run, threading.Lock()
def in_turn(self):
    with one:
        real_run(self)
[0 for threading.Thread.run in [in_turn]]
