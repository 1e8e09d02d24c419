# verdict: OK
# holds: numbers == [7]
# about: Who waits for at most a second and does not ask what woke it goes on without the news.
# may: X

import threading

news = []
changed = threading.Condition()


def write():
    with changed:
        news.append(7)
        changed.notify()


def read():
    with changed:
        if not news:
            changed.wait(timeout=1)
        print(news[0])


reader = threading.Thread(target=read)
reader.start()
threading.Thread(target=write).start()
reader.join()
