# verdict: OK
# holds: numbers == [1, 2, 3, 5, 7, 8]
# twin: own_slot_each.py
# about: Each half sorted by a thread, results by reference, merged after the joins.

from threading import Thread


def merge_sort(items, out, depth=1):
    if len(items) <= 1:
        out.extend(items)
        return
    middle = len(items) // 2
    left, right = [], []
    if depth:
        t = Thread(target=merge_sort, args=(items[:middle], left, depth - 1))
        t.start()
        merge_sort(items[middle:], right, depth - 1)
        t.join()
    else:
        merge_sort(items[:middle], left, 0)
        merge_sort(items[middle:], right, 0)
    while left and right:
        out.append(left.pop(0) if left[0] <= right[0] else right.pop(0))
    out.extend(left + right)


result = []
merge_sort([5, 2, 8, 1, 7, 3], result)
print(*result)
