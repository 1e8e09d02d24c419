import sys
import threading

total = 0
lock = threading.Lock()
def add(amount, *, step=1):
    global total
    with lock:
        total = total + amount * step
assert add.__globals__["lock"] is lock and add.__code__.co_name == "add"
assert add.__kwdefaults__ == {"step": 1}


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
