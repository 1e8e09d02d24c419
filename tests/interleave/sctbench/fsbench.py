# verdict: X
# blame: -
# about: SCTBench CS.fsbench_bad: 27 threads look for one of 26 free blocks; the search runs off the end.

import threading

INODES = 32
BLOCKS = 26
THREADS = 27
inode_locks = [threading.Lock() for _ in range(INODES)]
inodes = [0] * INODES
block_locks = [threading.Lock() for _ in range(BLOCKS)]
busy = [False] * BLOCKS


def work(tid):
    i = tid % INODES
    with inode_locks[i]:
        if inodes[i] == 0:
            b = (i * 2) % BLOCKS
            for _ in range(BLOCKS + 1):
                assert _ < BLOCKS, "no block is free"
                with block_locks[b]:
                    if not busy[b]:
                        busy[b] = True
                        inodes[i] = b + 1
                        break
                b = (b + 1) % BLOCKS


threads = [threading.Thread(target=work, args=(n,)) for n in range(THREADS)]
for t in threads:
    t.start()
for t in threads:
    t.join()
