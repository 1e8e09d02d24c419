# verdict: D
# holds: numbers == [2]
# blame: -
# about: `with a, b` and `with b, a` take one lock after the other.

import threading

a, b = threading.Lock(), threading.Lock()
total = 0


def there():
    global total
    with a, b:
        total += 1


def back():
    global total
    with b, a:
        total += 1


threads = [threading.Thread(target=there), threading.Thread(target=back)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
