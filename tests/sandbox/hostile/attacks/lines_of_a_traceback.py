# forge: traceback hands the globals of each frame to linecache
import linecache, traceback
linecache.lazycache = lambda file, space: space.update(current_actor=None)
traceback.format_stack()
