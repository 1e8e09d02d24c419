# verdict: X
# holds: lines == ["True"]
# blame: t
# twin: closure_on_one_line_late.py
# about: The function uses the variable that its own statement binds, once the thread is under way.

import threading


def spawn(function):
    thread = threading.Thread(target=function)
    thread.start()
    return thread


def main():
    t = spawn(lambda: print(t is not None))
    t.join()


main()
