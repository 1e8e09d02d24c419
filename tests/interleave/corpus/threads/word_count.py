# verdict: W
# holds: numbers == [2, 1, 1]
# blame: words
# twin: word_count_two_keys.py
# about: dict.get + 1 on a key that both threads count.

from threading import Thread

words = {}


def count(text):
    for word in text.split():
        words[word] = words.get(word, 0) + 1


first = Thread(target=count, args=("the cat",))
second = Thread(target=count, args=("the dog",))
first.start()
second.start()
first.join()
second.join()
for word in ("the", "cat", "dog"):
    print(word, words[word])
