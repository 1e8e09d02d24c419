# verdict: X
# methods: fork spawn
# blame: -
# twin: executor_map.py
# about: A lambda cannot be sent; the future tells when it is asked.

from concurrent.futures import ProcessPoolExecutor

if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as executor:
        future = executor.submit(lambda: 8)
        print(future.result())
