import sys
import threading

total = 0
lock = threading.Lock()
def add(amount):
    global total
    with lock:
        total = total + amount
def main():
    numbers = [int(word) for word in sys.stdin.read().split()]
    threads = []
    for number in numbers:
        thread = threading.Thread(target=add, args=(number,), daemon=True)
        thread.start()
        threads.append(thread)
    while threads:
        threads.pop().join()
    sys.stdout.write(str(total) + "\n")
    sys.exit(0)

if "__main__" == __name__:
    main()
