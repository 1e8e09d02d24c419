# hijack: code of the program's whenever memory is looked through
import gc
def called(phase, info):
    global total
    total += 0
    sys._getframe()
gc.callbacks.append(called)
gc.set_threshold(1, 1, 1)
