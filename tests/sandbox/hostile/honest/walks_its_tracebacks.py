import queue
import sys
import threading

total = 0
lock = threading.Lock()
told = []


def lines_of(error):
    found = []
    step = error.__traceback__
    while step is not None:
        found.append(f"{step.tb_frame.f_code.co_name}:{step.tb_lineno}")
        step = step.tb_next
    return " > ".join(found)


def provoked():
    for act in (threading.Lock().release, lambda: queue.Queue().get(timeout=0.01), lambda: int("x")):
        try:
            act()
        except Exception as error:
            told.append(lines_of(error))


def add(amount):
    global total
    with lock:
        total = total + amount


provoked()
assert len(told) == 3 and all(line.startswith("provoked:") for line in told), told

if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
