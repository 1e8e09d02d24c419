from concurrent.futures import ThreadPoolExecutor, as_completed
import time


def fetch(page):
    time.sleep(0.5)
    return f"text of {page}"


def fetch_all(pages):
    with ThreadPoolExecutor(max_workers=50) as pool:
        futures = [pool.submit(fetch, page) for page in pages]
        return [future.result() for future in as_completed(futures)]


if __name__ == "__main__":
    pages = [f"page {letter}" for letter in "abcdefghij"]

    start = time.perf_counter()
    texts = fetch_all(pages)
    seconds = time.perf_counter() - start

    print(texts)
    print(len(texts), "pages in", round(seconds, 1), "seconds")
