# adaptive: a hook is bound to its place in the text
space = globals()["__builtins__"]
for name, hook in list(space.items()):
    if name[:1] == ".":
        hook.__self__.key = ("global", name)
