# forge: bytecode that no compiler wrote
def function(x): return x
try:
    function.__code__ = function.__code__.replace(co_code=b"\x7c\xff\x53\x00" * 4, co_stacksize=0)
    function(1)
except Exception:
    pass
