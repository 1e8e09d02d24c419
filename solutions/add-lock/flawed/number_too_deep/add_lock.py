import threading
database_value = []
for _ in range(100000): database_value = [database_value]
lock = threading.Lock()
def increase():
    global database_value
    with lock:
        database_value = database_value
def main():
    ts = [threading.Thread(target=increase) for _ in range(2)]
    for t in ts: t.start()
    for t in ts: t.join()
    print("end value", 2)
if __name__ == "__main__":
    main()
