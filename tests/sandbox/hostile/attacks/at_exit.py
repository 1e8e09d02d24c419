# hijack: after the last line of the program
import atexit
atexit.register(lambda: print(10**6))
threading._register_atexit(lambda: print(10**7))
