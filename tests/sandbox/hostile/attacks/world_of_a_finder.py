# adaptive: who finds the program's files knows the world
for finder in sys.meta_path:
    for name in ("_world", "visible", "sites", "program"):
        world = getattr(finder, name, None)
        if hasattr(world, "sites"):
            world.sites.hooks.clear()
            world.visible = set()
loader = globals().get("__loader__") or getattr(globals().get("__spec__"), "loader", None)
getattr(getattr(loader, "_world", None), "namespaces", {}).clear()
