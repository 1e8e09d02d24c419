# verdict: W
# holds: numbers == [5]
# twin: executor_as_completed.py
# about: What workers of a ProcessPoolExecutor put into a global stays with them.

from concurrent.futures import ProcessPoolExecutor

results = []

def square(n):
    results.append(n * n)

if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as pool:
        for n in range(3):
            pool.submit(square, n)
    print(sum(results))
