# verdict: OK
# holds: numbers == [2, 2]
# twin: word_count.py
# about: The threads count different keys of one dict.

from threading import Thread

words = {}


def count(word, times):
    for _ in range(times):
        words[word] = words.get(word, 0) + 1


first = Thread(target=count, args=("cat", 2))
second = Thread(target=count, args=("dog", 2))
first.start()
second.start()
first.join()
second.join()
print(words["cat"], words["dog"])
