import queue
from threading import Thread
import time


def fetch(page):
    time.sleep(0.5)
    return f"text of {page}"


def fetch_all(pages):
    arrived = queue.Queue()
    for number, page in enumerate(pages):
        Thread(target=lambda n=number, p=page: arrived.put((n, fetch(p)))).start()
    texts = sorted(arrived.get() for _ in pages)
    return [text for _, text in texts]


if __name__ == "__main__":
    pages = [f"page {letter}" for letter in "abcdefghij"]

    start = time.perf_counter()
    texts = fetch_all(pages)
    seconds = time.perf_counter() - start

    print(texts)
    print(len(texts), "pages in", round(seconds, 1), "seconds")
