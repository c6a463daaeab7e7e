"""The access matrix: filled from a sandbox that takes 20 ms for each answer, and painted. Part of bench.py."""

import json
import time

import requests

LATENCY = "20"
WORKSPACES = "1500"  # every third is a default one, which nobody asks about: 1,000 calls


def one_after_another(sandbox):
    """Milliseconds that Python's requests takes for the same calls in one session, and how many there are."""
    session = requests.Session()
    session.headers.update(dict(line.split(": ", 1) for line in sandbox.header.read_text().splitlines()))

    def call(name, body):
        answer = session.post(f"{sandbox.address}/v1/api/workspaces/{name}", data=json.dumps(body), timeout=30)
        answer.raise_for_status()
        return answer.json()

    ids = [workspace["id"] for workspace in call("list", {})["workspaces"]
           if not workspace["name"].endswith(" - Default Workspace")]
    begin = time.perf_counter()
    for workspace in ids:
        call("list_users", {"workspace_id": workspace})
    return (time.perf_counter() - begin) * 1000, len(ids)


def measure(bench, sandbox):
    """bench: adds rows; sandbox: started with LATENCY and WORKSPACES."""
    arguments = (sandbox.address, sandbox.header)
    ours = bench.program("bench_access_load", "members", *arguments)
    people = bench.program("bench_access_load", "people", *arguments)
    peer, calls = one_after_another(sandbox)
    if ours["notKnown"][0]:
        raise SystemExit(f"{ours['notKnown'][0]} workspaces are not known")
    bench.add("access: columns in sight, 20 ms a call", ours["firstRows"][0], "ms", goal="≤ 200 ms",
              met=lambda value, _: value <= 200)
    bench.add(f"access: {calls:,} workspaces by list_users", ours["complete"][0], "ms", "requests, one by one", peer,
              "≤ 4000 ms", lambda value, _: value <= 4000)
    bench.add(f"access: {people['calls'][0]:,.0f} people by list with user_ids, no roles", people["complete"][0], "ms",
              "by list_users", ours["complete"][0])


def paint(bench):
    for width, height, goal in ((1280, 800, 16), (3840, 2160, 33)):
        took = bench.program("bench_access_paint", width, height)
        middle = {name: sorted(samples)[len(samples) // 2] for name, samples in took.items()}
        bench.add(f"access: page jump painted at {width} × {height}", middle["ours"], "ms", "stock delegate",
                  middle["stock"], f"≤ {goal} ms", lambda value, _, goal=goal: value <= goal)
        if width == 1280:
            bench.add("access: 1,000 × 1,000, everybody everywhere", middle["memory"] + middle["modelMemory"], "MiB",
                      goal="≤ 20 MiB", met=lambda value, _: value <= 20)
            for what in ("Filter", "Sort"):
                work = f"10,000 workspaces: {what.lower()}"
                bench.add(f"{work}, the model alone", middle[f"workspaces{what}Model"], "ms", "10 users, the same",
                          middle[f"users{what}Model"])
                bench.add(f"{work} painted", middle[f"workspaces{what}"], "ms", "10 users", middle[f"users{what}"], "≤ 1.1 ×",
                          lambda _, ratio: ratio <= 1.1)
                bench.add(f"{work} painted", middle[f"workspaces{what}"], "ms", "as many workspaces as fill the window",
                          middle[f"windowful{what}"])
