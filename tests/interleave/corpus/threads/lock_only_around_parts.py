# verdict: W
# holds: numbers == [2]
# blame: value
# twin: lost_update_fixed.py
# about: The lock is given back between the read and the write.

from threading import Lock, Thread

value = 0
lock = Lock()


def increase():
    global value
    with lock:
        copy = value
    copy += 1
    with lock:
        value = copy


if __name__ == "__main__":
    a = Thread(target=increase)
    b = Thread(target=increase)
    a.start()
    b.start()
    a.join()
    b.join()
    print("value is", value)
