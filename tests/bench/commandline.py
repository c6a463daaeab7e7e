"""Times wallaroo-admin-cli, curl and a read from the keychain in turn. Runs under dbus-run-session; see bench.py."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 21
WARM = 3


def milliseconds(command, environment):
    begin = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - begin) * 1000


def main():
    build, work, profile = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    runtime = work / "runtime"
    runtime.mkdir(mode=0o700)
    environment = dict(os.environ, HOME=str(work), XDG_CONFIG_HOME=str(work / "config"), XDG_DATA_HOME=str(work / "data"),
                       XDG_RUNTIME_DIR=str(runtime), XDG_CURRENT_DESKTOP="GNOME")
    keyring = subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"], env=environment,
                               stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    keyring.stdin.write(b"bench")
    keyring.stdin.close()
    try:
        time.sleep(1)  # it says nothing when it is there; who asks too early starts another
        read = subprocess.run([str(build / "tests/bench/bench_keyread"), profile, str(work / "token"), str(ROUNDS)],
                              env=environment, check=True, stdout=subprocess.PIPE, text=True)
        took = json.loads(read.stdout.splitlines()[-1])
        took.update(cli=[], curl=[], start=[], first=[])
        cli = str(build / "app/cli/wallaroo-admin-cli")
        for _ in range(WARM + ROUNDS):
            took["cli"].append(milliseconds([cli, "token"], environment))
            took["start"].append(milliseconds([cli, "--version"], environment))
            took["curl"].append(milliseconds(["curl", "--version"], environment))
            once = subprocess.run([str(build / "tests/bench/bench_keyread"), profile], env=environment, check=True,
                                  stdout=subprocess.PIPE, text=True)
            took["first"] += json.loads(once.stdout.splitlines()[-1])["read"]
        print(json.dumps({name: samples if name == "read" else samples[WARM:] for name, samples in took.items()}))
    finally:
        keyring.terminate()
        keyring.wait()


if __name__ == "__main__":
    main()
