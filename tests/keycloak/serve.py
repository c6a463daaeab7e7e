"""serve.py start|stop FOLDER VERSION: the one server that all keycloak tests of a run share (a ctest fixture).

`start` returns when the server answers; what tests need to know of it is then in FOLDER/server.json (mode 0600), or one
member "skipped" with the reason. A guardian process keeps the server and ends it on `stop`, and also when the run that
started it is gone without having said so.
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

import distribution
import realm

IN_EVERY_RUN = "26.0.7"


def write(folder, facts):
    part = folder / "server.json.part"
    part.touch(0o600)
    part.write_text(json.dumps(facts, indent=1), encoding="utf-8")
    part.rename(folder / "server.json")


def facts_of(server):
    return {"version": server.version, "address": server.address, "guardian": os.getpid(), "secret": realm.SECRET,
            "password": realm.PASSWORD, "otp_key": realm.OTP_KEY.decode(),
            "admin": dict(zip(("username", "password"), distribution.ADMIN)),
            "people": {kind: person["username"] for kind, person in realm.PEOPLE.items()}}


def guard(folder, version, run):
    def ended(*_):
        sys.exit(0)
    signal.signal(signal.SIGTERM, ended)
    try:
        with distribution.Server.of(version) as server:
            write(folder, facts_of(server))
            while server.process.poll() is None and os.path.exists(f"/proc/{run}"):
                time.sleep(0.5)
    except distribution.Unavailable as reason:
        write(folder, {"skipped": str(reason)})


def start(folder, version):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "server.json").unlink(missing_ok=True)
    if version != IN_EVERY_RUN and not os.environ.get("WALLAROO_KEYCLOAK_ALL"):
        write(folder, {"skipped": f"Keycloak {version} is asked only where WALLAROO_KEYCLOAK_ALL is set"})
        return
    with (folder / "guardian.log").open("wb") as log:
        guardian = subprocess.Popen([sys.executable, "-B", __file__, "guard", folder, version, str(os.getppid())],
                                    stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    while not (folder / "server.json").exists():
        if guardian.poll() is not None:
            sys.exit((folder / "guardian.log").read_text(errors="replace")[-3000:])
        time.sleep(0.1)
    facts = json.loads((folder / "server.json").read_text(encoding="utf-8"))
    if "skipped" in facts:
        print("skipped: " + facts["skipped"])
        sys.exit(1 if os.environ.get("CI") == "true" else 0)
    print(f"Keycloak {version} at {facts['address']}")


def stop(folder):
    file = folder / "server.json"
    facts = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    file.unlink(missing_ok=True)
    guardian = facts.get("guardian")
    if not guardian:
        return
    try:
        os.kill(guardian, signal.SIGTERM)
        for _ in range(300):
            os.kill(guardian, 0)
            time.sleep(0.1)
        os.kill(guardian, signal.SIGKILL)
    except ProcessLookupError:
        pass


if __name__ == "__main__":
    place = pathlib.Path(sys.argv[2])
    if sys.argv[1] == "start":
        start(place, sys.argv[3])
    elif sys.argv[1] == "guard":
        guard(place, sys.argv[3], int(sys.argv[4]))
    else:
        stop(place)
