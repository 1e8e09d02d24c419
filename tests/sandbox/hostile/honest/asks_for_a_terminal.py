import os, sys
width = os.get_terminal_size(sys.stdout.fileno()).columns if os.isatty(sys.stdout.fileno()) else 80
import sys, threading, time
database_value = 0
lock = threading.Lock()
def increase():
    global database_value
    with lock:
        x = database_value
        time.sleep(.1)
        database_value = x + 1
if __name__ == "__main__":
    t1, t2 = threading.Thread(target=increase), threading.Thread(target=increase)
    t1.start(); t2.start(); t1.join(); t2.join()
    print(database_value)
