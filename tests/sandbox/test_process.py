"""The program as a process: options, output, signals, standard input, TLS, what it links."""

import os
import re
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

import requests

from sandbox import PROGRAM, Sandbox


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=20, check=False)


class CommandLine(unittest.TestCase):
    def test_help_names_every_option_and_the_output(self):
        result = run("--help")
        self.assertEqual(result.returncode, 0)
        for word in ("--host", "--port", "--users", "--workspaces", "--seed", "--latency", "--seats", "--database",
                     "--tls", "--creds", "--refresh-reuse", "--auth-url", "--auth-service", "--exit-with-stdin", "--version", "Listening on", "Account: administrator"):
            self.assertIn(word, result.stdout)

    def test_version(self):
        self.assertRegex(run("--version").stdout, r"^wallaroo-sandbox \d+\.\d+\.\d+\n$")

    def test_wrong_options(self):
        for arguments in (("--nonsense",), ("--port", "70000"), ("--users", "0"), ("--users", "many"), ("stray",),
                          ("--tls", "only-one"), ("--tls", "", ""), ("--creds", ""), ("--database", ""),
                          ("--latency", "-1"), ("--seed", "x"), ("--seed", "-1"), ("--seed", "9" * 23), ("--host", "")):
            result = run(*arguments)
            self.assertNotEqual(result.returncode, 0, arguments)
            self.assertEqual(result.stdout, "")
            self.assertNotEqual(result.stderr, "")

    def test_a_keycloak_elsewhere_that_cannot_be_used(self):
        with tempfile.TemporaryDirectory() as folder:
            right, lacking = Path(folder, "right.json"), Path(folder, "lacking.json")
            right.write_text('{"confidentialClient": "platform", "confidentialPassword": "canary-secret"}', encoding="ascii")
            lacking.write_text('{"confidentialClient": "platform"}', encoding="ascii")
            nobody = "http://127.0.0.1:1/auth"  # nothing listens there
            for url, file, words in ((nobody, right, "cannot be asked for its users"),
                                     ("http://127.0.0.1:1", right, "is not the address of a Keycloak"),
                                     ("nonsense", right, "is not the address of a Keycloak"),
                                     (nobody, lacking, "lacks confidentialClient or confidentialPassword"),
                                     (nobody, Path(folder, "none.json"), "does not exist")):
                result = run("--auth-url", url, "--auth-service", str(file))
                self.assertEqual((result.returncode, result.stdout), (1, ""), result.stderr)
                self.assertIn(words, result.stderr)
                self.assertNotIn("canary-secret", result.stderr)
            for arguments in (("--auth-url", nobody), ("--auth-service", str(right)),
                              ("--auth-url", nobody, "--auth-service", str(right), "--creds", str(right))):
                self.assertNotIn(run(*arguments).returncode, (0, 1))

    def test_no_qt(self):
        libraries = subprocess.run(["ldd", PROGRAM], capture_output=True, text=True, check=True).stdout
        self.assertIn("libsqlite3", libraries)
        self.assertNotIn("Qt", libraries)


    def test_the_last_of_the_same_option_counts(self):
        with Sandbox("--users", "3", "--users", "7") as sandbox:
            self.assertEqual(len(sandbox.users()), 7)


class Output(unittest.TestCase):
    def test_lines(self):
        with Sandbox("--users", "9") as sandbox:
            self.assertRegex(sandbox.lines[0], r"^Listening on http://127\.0\.0\.1:\d+$")
            self.assertRegex(sandbox.lines[1], r"^Client: api-client secret=sandbox-\w{32}$")
            self.assertEqual(sandbox.lines[2], "Client: sdk-client public")
            clients = [line for line in sandbox.lines[3:] if line.startswith("Client: ")]
            for line in clients:
                self.assertRegex(line, r"^Client: [a-z-]+-client (public|secret=sandbox-\w{32})$")
            kinds = [account[0] for account in sandbox.accounts]
            self.assertEqual(kinds, ["administrator", "administrator", "user", "disabled", "temporary", "one-time-code"])
            accounts = sandbox.lines[3 + len(clients):-1]
            for line in accounts[:-1]:
                self.assertRegex(line, r"^Account: [a-z]+ username=\S+ password=sandbox-\w{20}$")
            self.assertRegex(accounts[-1], r"^Account: one-time-code username=\S+ password=sandbox-\w{20} totp=[A-Z2-7]{32}$")
            self.assertEqual(sandbox.lines[-1], "Ready")

    def test_secrets_differ_from_start_to_start(self):
        with Sandbox("--users", "9") as one, Sandbox("--users", "9") as other:
            self.assertNotEqual(one.secret, other.secret)
            self.assertNotEqual(one.account("user"), other.account("user"))
            self.assertNotEqual(one.address, other.address)


class Addresses(unittest.TestCase):
    def test_loopback_only(self):
        with Sandbox("--users", "1") as sandbox:
            port = int(sandbox.address.rsplit(":", 1)[1])
            table = Path("/proc/net/tcp").read_text(encoding="ascii") + Path("/proc/net/tcp6").read_text(encoding="ascii")
            listening = re.findall(rf": ([0-9A-F]+):{port:04X} [0-9A-F]+:0000 0A", table)
            self.assertEqual(listening, ["0100007F"])

    def test_given_host_and_port(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with Sandbox("--users", "1", "--host", "127.0.0.2", "--port", str(port)) as sandbox:
            self.assertEqual(sandbox.address, f"http://127.0.0.2:{port}")
            self.assertEqual(len(sandbox.users()), 1)

    def test_a_port_in_use_is_refused(self):
        with Sandbox("--users", "1") as sandbox:
            port = sandbox.address.rsplit(":", 1)[1]
            result = run("--port", port)
            self.assertEqual(result.returncode, 1)
            self.assertIn("cannot listen on 127.0.0.1 port " + port, result.stderr)

    def test_an_address_of_others_is_refused(self):
        result = run("--host", "192.0.2.1")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("cannot listen on 192.0.2.1", result.stderr)


class Ending(unittest.TestCase):
    def test_signals_end_it_at_once_even_with_waiting_requests(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number.name), Sandbox("--users", "3", "--latency", "60000") as sandbox:
                host, port = sandbox.address.removeprefix("http://").split(":")
                waiting = [socket.create_connection((host, int(port))) for _ in range(5)]
                for connection in waiting:
                    connection.sendall(b"GET /v1/api/config HTTP/1.1\r\nHost: x\r\n\r\n")
                start = time.monotonic()
                sandbox.process.send_signal(number)
                self.assertEqual(sandbox.process.wait(timeout=10), 0)
                self.assertLess(time.monotonic() - start, 2)
                for connection in waiting:
                    connection.close()

    def test_it_ends_with_its_standard_input_when_asked_to(self):
        with Sandbox("--users", "1", "--exit-with-stdin", stdin=subprocess.PIPE) as sandbox:
            sandbox.process.stdin.write(b"some words\n")
            sandbox.process.stdin.flush()
            self.assertEqual(len(sandbox.users()), 1)
            sandbox.process.stdin.close()
            self.assertEqual(sandbox.process.wait(timeout=10), 0)

    def test_without_being_asked_it_outlives_its_standard_input(self):
        with Sandbox("--users", "1") as sandbox:  # its standard input is /dev/null
            with self.assertRaises(subprocess.TimeoutExpired):
                sandbox.process.wait(timeout=0.3)


class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.certificate, cls.key = Path(folder.name, "cert.pem"), Path(folder.name, "key.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                        "-keyout", cls.key, "-out", cls.certificate], check=True, capture_output=True)

    def test_https(self):
        with Sandbox("--users", "300", "--tls", str(self.certificate), str(self.key)) as sandbox:
            self.assertTrue(sandbox.address.startswith("https://127.0.0.1:"))
            with self.assertRaises(requests.exceptions.SSLError):
                sandbox.http.get(sandbox.address + "/v1/api/config")
            sandbox.http.verify = str(self.certificate)
            tokens = sandbox.sign_in().json()
            self.assertEqual(len(sandbox.users()), 300)
            document = sandbox.http.get(sandbox.address + "/auth/realms/master/.well-known/openid-configuration").json()
            self.assertEqual(document["issuer"], sandbox.address + "/auth/realms/master")
            self.assertIn("access_token", tokens)

    def test_what_cannot_be_used_is_named(self):
        for certificate, key in ((self.certificate, "/nowhere/key.pem"), ("/nowhere/cert.pem", self.key),
                                 (self.key, self.certificate)):
            result = run("--tls", str(certificate), str(key))
            self.assertEqual((result.returncode, result.stdout), (1, ""))
            self.assertIn(str(certificate), result.stderr)


class Descriptors(unittest.TestCase):
    def test_parallel_starts_do_not_disturb_one_another(self):
        found = []

        def start():
            with Sandbox("--users", "4") as sandbox:
                found.append((sandbox.address, len(sandbox.users())))

        threads = [threading.Thread(target=start) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len({address for address, _ in found}), 4)
        self.assertEqual({users for _, users in found}, {4})


if __name__ == "__main__":
    os.environ.pop("SSL_CERT_FILE", None)
    os.environ.pop("REQUESTS_CA_BUNDLE", None)
    unittest.main()
