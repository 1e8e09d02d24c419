"""What a program finds around itself, put in place for each run: its own files, rewritten; stand-ins for modules of the library;
builtins and hooks. `world.World` is the whole.
"""
