from multiprocessing import Process, Array
import sys

VOTES = [0, 2, 1, 1, 0, 2, 2, 2, 1, 2]


def count(votes, counts):
    for vote in votes:
        with counts.get_lock():
            counts[vote] += 1


if __name__ == "__main__":
    votes = [int(word) for word in sys.argv[1:]] or VOTES
    counts = Array("i", 3)

    processes = [Process(target=count, args=(votes[start::2], counts)) for start in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    found = counts[:]
    assert sum(found) == len(votes), "a vote was lost"
    print("votes for each candidate:", *found)
