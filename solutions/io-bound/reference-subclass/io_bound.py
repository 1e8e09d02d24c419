"""Dix pages, une seule attente."""
import threading
import time


class Download(threading.Thread):
    """Un téléchargement, avec son résultat."""

    def __init__(self, page: str) -> None:
        super().__init__(name=f"download of {page}", daemon=True)
        self.page = page
        self.text: str | None = None

    def run(self) -> None:
        self.text = fetch(self.page)


def fetch(page: str) -> str:
    time.sleep(0.5)
    return f"text of {page}"


def fetch_all(pages: list[str]) -> list[str | None]:
    downloads = [Download(page) for page in pages]
    for download in downloads:
        download.start()
    for download in downloads:
        download.join(timeout=10)
    return [download.text for download in downloads]


def main() -> None:
    pages = [f"page {letter}" for letter in "abcdefghij"]
    start = time.time()
    texts = fetch_all(pages)
    took = time.time() - start
    print(f"\033[32m{len(texts)}\033[0m pages, {took:.2f} secondes")


if __name__ == "__main__":
    main()
