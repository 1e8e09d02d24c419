from multiprocessing import Process, Array
import sys

VOTES = [0, 2, 1, 1, 0, 2, 2, 2, 1, 2]


def count(votes, counts):
    for vote in votes:
        if vote == 2:
            counts[vote] += 1
        else:
            with counts.get_lock():
                counts[vote] += 1


if __name__ == "__main__":
    votes = [int(word) for word in sys.argv[1:]] or VOTES
    half = len(votes) // 2
    counts = Array("i", 3)

    p1 = Process(target=count, args=(votes[:half], counts))
    p2 = Process(target=count, args=(votes[half:], counts))

    p1.start()
    p2.start()

    p1.join()
    p2.join()

    print("votes for each candidate:", counts[0], counts[1], counts[2])
