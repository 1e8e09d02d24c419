import sys, threading, tempfile, pathlib, os
total = 0
lock = threading.Lock()
def add(amount):
    global total
    with lock:
        total = total + amount
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "total.txt"
            path.write_text(str(total))
            total = int(path.read_text())
        with open("state.txt", "w") as file:
            file.write(str(total))

if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
