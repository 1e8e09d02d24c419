import threading
import time


def fetch(page):
    time.sleep(0.5)
    return f"text of {page}"


def fetch_all(pages):
    out = []
    threads = [threading.Thread(target=lambda page=page: out.append(fetch(page))) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(out)


if __name__ == "__main__":
    pages = [f"page {letter}" for letter in "abcdefghij"]

    start = time.perf_counter()
    texts = fetch_all(pages)
    seconds = time.perf_counter() - start

    print(texts)
    print(len(texts), "pages in", round(seconds, 1), "seconds")

