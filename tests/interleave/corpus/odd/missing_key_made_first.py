# verdict: OK
# holds: lines == ["1"]
# twin: missing_key_library.py
# about: The key is there before any thread begins.

import queue
import threading
from collections import defaultdict

topics = defaultdict(queue.Queue)
topics["news"]


def publish():
    topics["news"].put("hello")


def subscribe():
    topics["news"].empty()


ts = [threading.Thread(target=publish), threading.Thread(target=subscribe)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(topics["news"].qsize())
