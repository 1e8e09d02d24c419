# verdict: W
# methods: fork spawn
# holds: numbers == [3]
# blame: -
# twin: queue_of_results.py
# about: empty() may still say yes right after put(): a thread in the background does the sending.

from multiprocessing import Queue

if __name__ == "__main__":
    numbers = Queue()
    numbers.put(1)
    numbers.put(2)
    total = 0
    while not numbers.empty():
        total += numbers.get()
    print(total)
