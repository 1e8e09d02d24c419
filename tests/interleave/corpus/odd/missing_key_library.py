# verdict: W
# holds: lines == ["1"]
# blame: topics
# twin: missing_key_made_first.py
# about: What a defaultdict makes for a missing key is made by the library in Python: both find it missing, and one message is lost.

import queue
import threading
from collections import defaultdict

topics = defaultdict(queue.Queue)


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
