# verdict: OK
# holds: lines == ["three rounds"]
# about: A daemonic process answers each token with one of its own, for ever.

import multiprocessing


def answer(asked, answered):
    while True:
        asked.acquire()
        answered.release()


if __name__ == "__main__":
    asked, answered = multiprocessing.Semaphore(0), multiprocessing.Semaphore(0)
    multiprocessing.Process(target=answer, args=(asked, answered), daemon=True).start()
    for _ in range(3):
        asked.release()
        answered.acquire()
    print("three rounds")
