import inspect
import sys
import threading

total = 0
lock = threading.Lock()


def say(text):
    """A line as one writes it who looks for a mistake."""
    frame = inspect.currentframe()
    caller = inspect.getframeinfo(frame.f_back)
    print(f"{caller.function}:{caller.lineno} {inspect.currentframe().f_code.co_name}: {text}", file=sys.stderr)


def caller():
    return sys._getframe(1).f_code.co_name, sys._getframe(1).f_lineno, inspect.stack()[1][3]


def me():
    return sys._getframe().f_code.co_name, inspect.stack()[0].function, inspect.stack()[1].lineno


def add(amount):
    global total
    say("before")
    assert caller()[0] == "add" == caller()[2] and me()[0] == "me"
    with lock:
        total = total + amount
    say(inspect.stack()[1][3])


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
