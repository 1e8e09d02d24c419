import asyncio
from concurrent.futures import ThreadPoolExecutor
import time


def fetch(page):
    time.sleep(0.5)
    return f"text of {page}"


async def together(pages):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(max_workers=len(pages)) as pool:
        return list(await asyncio.gather(*(loop.run_in_executor(pool, fetch, page) for page in pages)))


def fetch_all(pages):
    if not pages:
        return []
    return asyncio.run(together(pages))


if __name__ == "__main__":
    pages = [f"page {letter}" for letter in "abcdefghij"]

    start = time.perf_counter()
    texts = fetch_all(pages)
    seconds = time.perf_counter() - start

    print(texts)
    print(len(texts), "pages in", round(seconds, 1), "seconds")
