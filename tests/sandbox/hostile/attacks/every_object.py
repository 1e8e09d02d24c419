# forge: the collector knows where everything is
import gc
for thing in gc.get_objects():
    if type(thing).__name__ == "Run":
        thing.solo = True
    if type(thing).__name__ == "Explorer":
        thing.search = None
