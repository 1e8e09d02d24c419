import sys
import threading

import gc
import faulthandler
faulthandler.enable()
sys.setswitchinterval(1e-6)
gc.disable()
total = 0
lock = threading.Lock()
def add(amount):
    global total
    gc.collect()
    with lock:
        total = total + amount


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
