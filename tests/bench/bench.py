"""Runs the bench programs against a sandbox with many people, takes medians, compares with peers and goals.

Called by run.sh, which brings a display and a private home. Prints a table; --json writes it as a list of objects with
name, value, unit, peer, peer value, ratio, goal, met.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
import uuid
from pathlib import Path

import requests

import access

SECRETS = {"password": "bench-password", "confidentialPassword": "bench-client-secret"}
USER = "bench@example.com"


def median(samples):
    return statistics.median(samples)


def percentile(samples, share):
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Sandbox:
    """A wallaroo-sandbox with many people, and the body of its list as curl fetches it."""

    def __init__(self, options, *more):
        self.work = options.work
        self.curl_options = ["--cacert", str(options.work / "ca.pem")] if "--tls" in more else []
        creds = options.work / "creds.json"
        creds.write_text(json.dumps({"username": USER, "email": USER, "confidentialClient": "api-client", **SECRETS}))
        creds.chmod(0o600)
        self.process = subprocess.Popen(
            [options.build / "app/sandbox/wallaroo-sandbox", "--users", str(options.users), "--creds", str(creds),
             "--exit-with-stdin", *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address = None
        for line in self.process.stdout:
            if line.startswith("Listening on "):
                self.address = line.removeprefix("Listening on ").strip()
            if line.strip() == "Ready":
                break
        if not self.address:
            sys.exit("the sandbox did not start")
        self.header = options.work / "authorization"
        self.header.write_text(f"Authorization: Bearer {self.token()}\nContent-Type: application/json\n")

    def curl(self, *arguments):
        return subprocess.run(["curl", "-sS", "--fail", *self.curl_options, *arguments], check=True, capture_output=True,
                              text=True).stdout

    def token(self):
        form = self.work / "form"
        form.write_text(f"grant_type=password&client_id=api-client&client_secret={SECRETS['confidentialPassword']}"
                        f"&username={USER}&password={SECRETS['password']}")
        return json.loads(self.curl("--data", f"@{form}",
                                    f"{self.address}/auth/realms/master/protocol/openid-connect/token"))["access_token"]

    def fetch(self, body):
        """Milliseconds that curl takes for the whole list."""
        seconds = self.curl("-H", f"@{self.header}", "--data", "{}", "-o", str(body), "-w", "%{time_total}",
                            f"{self.address}/v1/api/users/query")
        return float(seconds) * 1000

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)


class Bench:
    def __init__(self, options):
        self.options = options
        self.body = options.work / "users.json"
        self.rows = []

    def program(self, name, *arguments):
        result = subprocess.run([self.options.build / "tests/bench" / name, *map(str, arguments)], stdout=subprocess.PIPE,
                                text=True, check=False)
        if result.returncode:
            sys.exit(f"{name} ended with {result.returncode}")
        return json.loads(result.stdout.splitlines()[-1])

    def add(self, name, value, unit, peer="", peer_value=None, goal="", met=None):
        """goal in words; met: a function of value and ratio, or nothing where there is no goal."""
        ratio = value / peer_value if peer_value else None
        self.rows.append({
            "name": name, "value": round(value, 2), "unit": unit, "peer": peer,
            "peer value": None if peer_value is None else round(peer_value, 2),
            "ratio": None if ratio is None else round(ratio, 3), "goal": goal,
            "met": None if met is None else bool(met(value, ratio))})
        self.print_row(self.rows[-1])

    @staticmethod
    def print_row(row):
        peer = f"{row['peer']}: {row['peer value']:g}" if row["peer value"] is not None else row["peer"]
        ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f} ×"
        met = {True: "met", False: "MISSED", None: ""}[row["met"]]
        print(f"{row['name']:<58} {row['value']:>9g} {row['unit']:<4} {peer:<36} {ratio:>9}  {row['goal']:<16} {met}",
              flush=True)

    # --- the parts ----------------------------------------------------------------------------------------------------

    def sandbox_figure(self, sandbox):
        times = [sandbox.fetch(self.body) for _ in range(7)]
        size = self.body.stat().st_size / 1e6
        scheme = sandbox.address.split(":")[0]
        self.add(f"sandbox: {size:.0f} MB to curl by {scheme}", median(times), "ms")
        return median(times)

    def decode(self):
        took = {name: median(samples) for name, samples in self.program("bench_decode", self.body, 7).items()}
        work = f"decode {took['rows']:,.0f} users into rows"
        self.add(work, took["ours"], "ms", "QJsonDocument", took["document"], "≤ 1/7 ×", lambda _, ratio: ratio <= 1 / 7)
        self.add(work, took["ours"], "ms", "push parser doing nothing", took["nobody"], "≤ 3 ×", lambda _, ratio: ratio <= 3)

    def tokens(self):
        took = {name: median(samples) for name, samples in self.program("bench_verify", 9).items()}
        self.add("check the signatures of 1,000 tokens", took["ours"], "ms", "OpenSSL's verify in a loop", took["openssl"],
                 "≤ 1.5 ×", lambda _, ratio: ratio <= 1.5)
        self.add("take 1,000 tokens apart", took["read"], "ms")

    def command_line(self):
        """The program with a valid token in the keychain, on a bus and keyring of its own."""
        work = self.options.work / "cli"
        config = work / "config/wallaroo-admin"
        config.mkdir(parents=True)
        profile = str(uuid.uuid4())
        (config / "profiles.json").write_text(json.dumps({"version": 1, "lastUsed": profile, "profiles": [{
            "id": profile, "name": "bench", "api": "https://wallaroo.example.com",
            "auth": "https://wallaroo.example.com/auth", "username": "bench", "way": "password",
            "clientId": "api-client", "remember": True, "refreshTokenStored": True}]}))
        (work / "token").write_text("eyJhbGciOiJSUzI1NiJ9." + "x" * 1800)
        result = subprocess.run(["dbus-run-session", "--", "/usr/bin/python3", "-B", str(Path(__file__).with_name("commandline.py")),
                                 str(self.options.build), str(work), profile], stdout=subprocess.PIPE, text=True, check=False)
        if result.returncode:
            sys.exit("the command line could not be measured")
        took = {name: median(samples) for name, samples in json.loads(result.stdout.splitlines()[-1]).items()}
        self.add("wallaroo-admin-cli token, from the keychain", took["cli"], "ms", "curl --version + a program's one read",
                 took["curl"] + took["first"], "≤ 2 ×", lambda _, ratio: ratio <= 2)
        self.add("the same", took["cli"], "ms", "curl --version + a further read", took["curl"] + took["read"])
        self.add("wallaroo-admin-cli --version", took["start"], "ms", "curl --version", took["curl"])

    def start(self):
        programs = {
            "ours": [self.options.build / "app/wallaroo-admin", "--exit-after-first-paint"],
            "window": [self.options.build / "tests/bench/bench_bare_window"],
            "dialog": [self.options.build / "tests/bench/bench_bare_dialog"],
        }
        times = {name: [] for name in programs}
        for _ in range(3 + 21):
            for name, command in programs.items():
                begin = time.perf_counter()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                times[name].append((time.perf_counter() - begin) * 1000)
        took = {name: median(samples[3:]) for name, samples in times.items()}
        work = "start to the painted sign-in dialog, and its end"
        self.add(work, took["ours"], "ms", "bare window", took["window"], "≤ 2 ×", lambda _, ratio: ratio <= 2)
        self.add(work, took["ours"], "ms", "bare dialog", took["dialog"], "≤ 1.3 ×", lambda _, ratio: ratio <= 1.3)

    def load(self, sandbox, curl, rounds, tls):
        """The real dialog and window, signing in and loading everybody, each time in a new process."""
        authority = [self.options.work / "ca.pem"] if tls else []
        runs = [self.program("bench_window", "load", sandbox.address, self.options.work / "creds.json", *authority)
                for _ in range(rounds)]
        took = {name: median([run[name][0] for run in runs]) for name in runs[0] if name != "gaps"}
        gaps = [sorted(run["gaps"]) for run in runs]
        by = "https, system's certificates" if tls else "http"
        if not tls:
            self.add("sign-in click to the first rows", took["firstRows"], "ms", goal="≤ 100 ms",
                     met=lambda value, _: value <= 100)
            self.add(f"sign-in click to all {took['rows']:,.0f} rows painted", took["allRows"], "ms", "curl, same body", curl,
                     "≤ 6 ×", lambda _, ratio: ratio <= 6)
            self.add("sign-in click to sorted and filtered by a letter", took["usable"], "ms", "curl, same body", curl, "≤ 10 ×",
                     lambda _, ratio: ratio <= 10)
            window = median([self.program("bench_bare_window", "--memory")["memory"][0] for _ in range(3)])
            self.add(f"peak memory with {took['rows']:,.0f} users", took["memory"], "MiB", "bare window", window,
                     "≤ 130 MiB", lambda value, _: value <= 130)
        else:
            self.add("sign-in click to all rows painted by https", took["allRows"], "ms", "curl, same body", curl)
        self.add(f"GUI stalls while loading by {by}, p99", median([percentile(run, 0.99) for run in gaps]), "ms",
                 goal="≤ 16 ms", met=lambda value, _: value <= 16)
        self.add(f"GUI stalls while loading by {by}, longest", median([run[-1] for run in gaps]), "ms", goal="≤ 50 ms",
                 met=lambda value, _: value <= 50)

    def table(self, sandbox):
        ours = self.program("bench_window", "table", sandbox.address, self.options.work / "creds.json")
        peer = self.program("bench_proxy", self.body)
        proxy = "QSortFilterProxyModel"
        self.add("filter keystroke to painted, p95", percentile(ours["keystroke"], 0.95), "ms", proxy,
                 percentile(peer["keystroke"], 0.95), "≤ 10 ms", lambda value, _: value <= 10)
        self.add("sort by text with keys ready", median(ours["sortText"]), "ms", proxy, median(peer["sortText"]), "≤ 75 ms",
                 lambda value, _: value <= 75)
        self.add("sort by another column, first click", ours["firstClick"][0], "ms", proxy, peer["firstClick"][0],
                 "≤ 150 ms", lambda value, _: value <= 150)
        count = f"{ours['selected'][0]:,.0f} scattered rows selected"
        for what in ("Sort", "Filter"):
            more = max(0.0, median(ours[f"selected{what}"]) - median(ours[f"plain{what}"]))
            self.add(f"{count}, then {what.lower()}: more than without", more, "ms", goal="≤ 20 ms",
                     met=lambda value, _: value <= 20)
            self.add(f"{count}, then {what.lower()}: in all", median(ours[f"selected{what}"]), "ms", "stock selection",
                     median(peer[f"selected{what}"]))


    def bulk(self, sandbox, count=1000):
        """Many people deactivated by one run; the peer does the same one after another, on one connection kept open."""
        sandbox.fetch(self.body)
        token = sandbox.header.read_text().splitlines()[0].removeprefix("Authorization: ")
        people = [user["email"] for user in json.loads(self.body.read_text())["users"].values()
                  if user["enabled"] and user.get("email") and not user.get("realmRoles")][-count:]
        with requests.Session() as http:
            http.trust_env = False
            http.headers["Authorization"] = token
            begin = time.perf_counter()
            for email in people:
                http.post(f"{sandbox.address}/v1/api/users/deactivate", json={"email": email}).raise_for_status()
            peer = (time.perf_counter() - begin) * 1000
        ours = self.program("bench_bulk", sandbox.address, sandbox.header, self.body, count)
        self.add(f"{count:,} deactivations at 50 ms, read before and after", ours["all"][0], "ms",
                 "requests, one after another", peer, "≤ 8 s", lambda value, _: value <= 8000)
        self.add("stop in the middle of the same", ours["stop"][0], "ms", goal="≤ 100 ms",
                 met=lambda value, _: value <= 100)


    def limited(self, sandbox, rate, count=400):
        """The same where the server takes so many calls a second and answers 429 with Retry-After to the others."""
        sandbox.fetch(self.body)
        ours = self.program("bench_bulk", sandbox.address, sandbox.header, self.body, count)  # ends with 1 if one is lost
        self.add(f"{count} deactivations at {rate} calls a second, none lost", ours["all"][0], "ms",
                 "what the server takes", count / rate * 1000)
        self.add("answers of 429 to them", ours["refused"][0], "")


def make_authority(work):
    """An authority and a certificate for 127.0.0.1, signed by it."""
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=work, check=True, capture_output=True)
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=Bench authority", "-keyout", "ca.key", "-out", "ca.pem")
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=127.0.0.1",
            "-keyout", "server.key", "-out", "server.csr")
    (work / "extensions").write_text("subjectAltName=IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
            "-extfile", "extensions", "-out", "server.pem")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--users", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=["decode", "start", "load", "table", "tokens", "cli", "bulk", "access"])
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, {platform.machine()}, load {os.getloadavg()[0]:.1f}")
    bench = Bench(options)

    def wanted(part):
        return options.only in (None, part)

    if wanted("start"):
        bench.start()
    if wanted("tokens"):
        bench.tokens()
    if wanted("cli"):
        bench.command_line()
    sandbox = Sandbox(options)
    curl = bench.sandbox_figure(sandbox)
    if wanted("decode"):
        bench.decode()
    if wanted("load"):
        bench.load(sandbox, curl, options.rounds, tls=False)
    if wanted("table"):
        bench.table(sandbox)
    sandbox.close()
    if wanted("load"):
        make_authority(options.work)
        sandbox = Sandbox(options, "--tls", str(options.work / "server.pem"), str(options.work / "server.key"))
        bench.load(sandbox, bench.sandbox_figure(sandbox), options.rounds, tls=True)
        sandbox.close()

    if wanted("access"):
        access.paint(bench)
        few = argparse.Namespace(**{**vars(options), "users": 1000})
        sandbox = Sandbox(few, "--latency", access.LATENCY, "--workspaces", access.WORKSPACES)
        access.measure(bench, sandbox)
        sandbox.close()
    if wanted("bulk"):
        sandbox = Sandbox(options, "--latency", "50", "--users", "3000")
        bench.bulk(sandbox)
        sandbox.close()
        rate = 50
        sandbox = Sandbox(options, "--latency", "50", "--users", "3000", "--rate", str(rate))
        bench.limited(sandbox, rate)
        sandbox.close()

    if options.json:
        options.json.write_text(json.dumps(bench.rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    judged = [row["met"] for row in bench.rows if row["met"] is not None]
    print(f"{sum(judged)} of {len(judged)} goals met")


if __name__ == "__main__":
    main()
