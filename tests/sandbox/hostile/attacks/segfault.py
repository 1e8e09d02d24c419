# denial: the interpreter's end
import faulthandler
def add(amount):
    faulthandler._sigsegv()
