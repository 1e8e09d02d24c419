# hijack: called when a worker lets go
import weakref
class Thing: pass
thing = Thing()
watch = weakref.ref(thing, lambda _: globals().update(total=sum(range(10))))
finalizer = weakref.finalize(thing, lambda: globals().update(total=0))
