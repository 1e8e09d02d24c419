# verdict: W
# holds: stdout == "[1, 4]\n"
# blame: -
# twin: as_completed_summed.py
# about: What is finished before as_completed is called comes out of a set, in no order, though one worker did it in turn.

from concurrent.futures import ThreadPoolExecutor, as_completed


def square(n):
    return n * n


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=1) as pool:
        jobs = [pool.submit(square, n) for n in (1, 2)]
    print([job.result() for job in as_completed(jobs)])
