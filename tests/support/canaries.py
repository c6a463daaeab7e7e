"""canaries.py begin|search HOME LOG: that no secret of the window's tests got out of them (a ctest fixture).

Every password, client secret, code and token in those tests has "canary-" in it, or was made by a sandbox and begins with "sandbox-", or
is a real token. `begin` empties HOME, the folder that they have for configuration, data and cache; `search`, after the last of them, looks
through what is there and through LOG, where ctest writes all that they said. Arguments and environment of each are there, too:
processtrace.cpp leaves them.
Prints places, never what was found.
"""
import pathlib
import re
import shutil
import sys

SECRETS = re.compile(rb"canary-|c\0a\0n\0a\0r\0y\0-\0|\bsandbox-[A-Za-z0-9]{20}|eyJ[A-Za-z0-9_-]{20}")


def leaks(place, content):
    return [f"{place}: at byte {found.start()}" for found in SECRETS.finditer(content)]


def search(home, log):
    running = log.with_name(log.name + ".tmp")  # ctest's own, while it runs
    said = (running if running.exists() else log).read_bytes()
    if b"Test time =" not in said:
        sys.exit(f"{log} holds nothing of the tests before this one")
    if not any((home / "cache/processes").iterdir()):
        sys.exit("no test has left its arguments and its environment")
    found = leaks("what the tests said", said)
    for file in home.rglob("*"):
        if file.is_file():
            found += leaks(file, file.read_bytes()) + leaks(file, str(file.relative_to(home)).encode())
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    own, spoken = pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    if sys.argv[1] == "begin":
        shutil.rmtree(own, ignore_errors=True)
    else:
        search(own, spoken)
