import queue
import threading
import time

database_value = 0
turn = queue.Queue(maxsize=1)
turn.put("whoever holds this may write")


def increase():
    global database_value
    token = turn.get()
    try:
        local_copy = database_value
        time.sleep(0.1)
        database_value = local_copy + 1
    finally:
        turn.put(token)


if __name__ == "__main__":
    first = threading.Thread(None, increase)
    second = threading.Thread(None, increase, args=())
    first.start()
    second.start()
    while first.is_alive() or second.is_alive():
        time.sleep(0.01)
    print("database_value =", database_value)
