"""By hand: keycloak.py --build FOLDER [--people 10000]: lists of people at a real Keycloak.

Starts the Keycloak that tests/keycloak keeps, makes so many people there by partialImport and has bench_people list them
as the program's library does: brief form, by pages. The peer is Python's requests asking for the same pages, then for the
same people in full form.
"""
import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "keycloak"))
import distribution
import realm

CHUNK = 500
PAGE = 1000
FULL = 200


def make(admin, count):
    for first in range(0, count, CHUNK):
        people = [{"username": f"person.{n}@example.com", "email": f"person.{n}@example.com", "firstName": f"Given {n}",
                   "lastName": f"Family {n % 997}", "enabled": n % 9 > 0, "attributes": {"team": [f"team-{n % 40}"]}}
                  for n in range(first, min(first + CHUNK, count))]
        admin.call("POST", "/partialImport", {"ifResourceExists": "FAIL", "users": people})


def pages(admin, size, most, **more):
    """Milliseconds to the first page and to all, and how many people came."""
    begin = time.perf_counter()
    first = None
    seen = 0
    while seen < most:
        rows = admin.call("GET", "/users", params={"first": seen, "max": size, **more})
        first = first or (time.perf_counter() - begin) * 1000
        seen += len(rows)
        if len(rows) < size:
            break
    return first, (time.perf_counter() - begin) * 1000, seen


def ours(build, server, admin, work):
    header = work / "authorization"
    header.touch(0o600)
    admin.call("GET", "/users/count")  # a token that lives
    header.write_text("Authorization: " + admin.http.headers["Authorization"] + "\n")
    run = subprocess.run([build / "tests/bench/bench_people", server.address, header], stdout=subprocess.PIPE, text=True,
                         check=True)
    return json.loads(run.stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--people", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, distribution.Server.of("26.0.7") as server:
        admin = realm.Admin(server.address, distribution.ADMIN)
        begin = time.perf_counter()
        make(admin, options.people)
        print(f"{options.people:,} people made in {time.perf_counter() - begin:.0f} s", flush=True)
        for number in range(5):
            took = ours(options.build, server, admin, Path(folder))
            print(f"ours {number + 1}: first rows {took['first'][0]:.0f} ms, all {took['rows'][0]:,.0f} {took['all'][0]:.0f} ms",
                  flush=True)
        brief = [pages(admin, PAGE, 10**9, briefRepresentation="true") for _ in range(3)]
        print(f"requests, the same pages: first {statistics.median(one[0] for one in brief):.0f} ms, "
              f"all {brief[0][2]:,} {statistics.median(one[1] for one in brief):.0f} ms", flush=True)
        full = pages(admin, FULL, FULL, briefRepresentation="false")
        print(f"requests, full form: {full[2]} people {full[1]:.0f} ms", flush=True)


if __name__ == "__main__":
    main()
