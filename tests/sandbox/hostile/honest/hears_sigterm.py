import signal, sys, threading
total = 0
lock = threading.Lock()
def leave(number, frame):
    print("terminated", file=sys.stderr)
    sys.exit(1)
def add(amount):
    global total
    with lock:
        total = total + amount
if __name__ == "__main__":
    signal.signal(signal.SIGTERM, leave)


    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
