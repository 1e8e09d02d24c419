from multiprocessing import Process, Array
import sys

VOTES = [0, 2, 1, 1, 0, 2, 2, 2, 1, 2]


def count(votes, counts):
    """Each process has an array to itself; only the main program adds them up."""
    for vote in votes:
        counts[vote] += 1


if __name__ == "__main__":
    votes = [int(word) for word in sys.argv[1:]] or VOTES
    half = len(votes) // 2
    first, second = Array("i", 3), Array("i", 3)

    p1 = Process(target=count, args=(votes[:half], first))
    p2 = Process(target=count, args=(votes[half:], second))

    p1.start()
    p2.start()

    p1.join()
    p2.join()

    print("votes for each candidate:", *[a + b for a, b in zip(first, second)])
