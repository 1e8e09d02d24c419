"""A PostgreSQL server for tests: in a folder of its own, on a socket in it, without a network."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE_S = 60


def programs():
    """The folder of the server's programs, wherever the system keeps them; None if it has none."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


@contextmanager
def server():
    """Run a server; the URL of a gradebook in it, with a name to be filled in."""
    place = programs()
    if place is None:
        told = "there is no PostgreSQL on this machine: `make postgresql`"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    # Not below pytest's own folder: that is closed to whoever must run the server, and too long for a socket's name.
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        who, folder = _somebody(), Path(name)
        data, socket = folder / "data", folder / "socket"
        for path in (folder, data, socket):
            path.mkdir(mode=0o700, exist_ok=True)
            if who:
                shutil.chown(path, who)
        with _running(place, data, socket, who):
            yield f"postgresql://grader@/{{name}}?host={socket}"


@contextmanager
def _running(place, data, socket, who):
    run = {"user": who, "cwd": data, "env": {"PATH": f"{place}:/usr/bin:/bin", "LC_ALL": "C"}}
    initdb = [place / "initdb", "-D", data, "-U", "grader", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, timeout=PATIENCE_S, **run)
    options = {"fsync": "off", "listen_addresses": "", "unix_socket_directories": socket, "max_connections": 30}
    words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    process = subprocess.Popen([place / "postgres", "-D", data, *words], stderr=subprocess.PIPE, text=True, **run)
    try:
        _until_ready(process, socket)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


def _until_ready(process, socket):
    import psycopg

    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            psycopg.connect(host=str(socket), user="grader", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the server did not start: {process.communicate()[1]}") from None
            time.sleep(0.05)


@contextmanager
def database(url, name):
    """A new, empty database; dropped afterwards."""
    import psycopg

    with psycopg.connect(url.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    try:
        yield url.format(name=name)
    finally:
        with psycopg.connect(url.format(name="postgres"), autocommit=True) as connection:
            connection.execute(f'drop database "{name}" with (force)')


def _somebody():
    """The server refuses to run as root."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
