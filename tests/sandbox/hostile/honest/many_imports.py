import sys
import threading

import abc, argparse, array, base64, bisect, calendar, collections, contextlib, copy, csv, datetime, decimal, fractions
import functools, glob, hashlib, io, itertools, json, math, operator, os, pathlib, pprint, queue, re, shutil
import statistics, string, struct, tempfile, textwrap, time, types, uuid, warnings, weakref
total = 0
lock = threading.Lock()
def add(amount):
    global total
    with lock:
        total = total + amount
assert add.__name__ == "add"


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
