# verdict: W
# methods: fork spawn
# holds: numbers == [2]
# blame: -
# twin: queue_of_results.py
# about: A global variable is not shared by processes: it stays 0 here.

from multiprocessing import Process

counter = 0


def increase():
    global counter
    counter += 1


if __name__ == "__main__":
    processes = [Process(target=increase) for _ in range(2)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    print(counter)
