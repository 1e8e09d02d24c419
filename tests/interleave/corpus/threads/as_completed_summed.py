# verdict: OK
# holds: numbers == [14]
# twin: as_completed_listed.py
# about: A sum is the same in whatever order the results come.

from concurrent.futures import ThreadPoolExecutor, as_completed


def square(n):
    return n * n


if __name__ == "__main__":
    with ThreadPoolExecutor(max_workers=2) as pool:
        jobs = [pool.submit(square, n) for n in (1, 2, 3)]
    print(sum(job.result() for job in as_completed(jobs)))
