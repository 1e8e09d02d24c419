# verdict: OK
# holds: lines == ["ping", "pong", "ping", "pong"]
# twin: event_cleared.py
# about: Two semaphores hand the turn to and fro; a semaphore counts its signals.

import threading

ping_turn = threading.Semaphore(1)
pong_turn = threading.Semaphore(0)


def play(word, mine, other):
    for _ in range(2):
        mine.acquire()
        print(word)
        other.release()


a = threading.Thread(target=play, args=("ping", ping_turn, pong_turn))
b = threading.Thread(target=play, args=("pong", pong_turn, ping_turn))
a.start()
b.start()
a.join()
b.join()
