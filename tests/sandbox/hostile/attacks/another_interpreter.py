# forge: in another interpreter nobody listens
try:
    import _xxsubinterpreters as interpreters
except ImportError:
    import _interpreters as interpreters
interpreters.run_string(interpreters.create(), "import gc; gc.get_objects()")
