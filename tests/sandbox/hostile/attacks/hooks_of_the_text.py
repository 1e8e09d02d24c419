# adaptive: the rewritten text calls hooks by names that no program can write
space = globals()["__builtins__"]
space = space if isinstance(space, dict) else vars(space)
for name in [name for name in space if name[:1] == "."]:
    space[name] = lambda *arguments, **_: arguments[0] if arguments else None
