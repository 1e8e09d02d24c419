# hijack: classes that are made later are made here
import builtins
real = builtins.__build_class__
def build(function, name, *bases, **more):
    return real(lambda: None, name) if name.startswith("_") else real(function, name, *bases, **more)
builtins.__build_class__ = build
