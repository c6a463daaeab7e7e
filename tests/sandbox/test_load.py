"""Many at once: waiting, aborted and large answers; and the sandbox's own speed, so that others can be measured by it."""

import json
import socket
import threading
import time
import unittest

import requests

from sandbox import Sandbox

ABORTED = 200


def connection_to(sandbox):
    host, port = sandbox.address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=30)


def request(sandbox, path, body):
    return (f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {sandbox.token()}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}").encode()


class Latency(unittest.TestCase):
    def test_every_answer_waits(self):
        with Sandbox("--users", "5", "--latency", "300") as sandbox:
            for path in ("/v1/api/config", "/auth/realms/master"):
                start = time.monotonic()
                self.assertEqual(sandbox.http.get(sandbox.address + path).status_code, 200)
                self.assertTrue(0.3 <= time.monotonic() - start < 5)

    def test_sixty_wait_at_once(self):
        with Sandbox("--users", "5", "--latency", "500") as sandbox:
            connections = [connection_to(sandbox) for _ in range(60)]
            start = time.monotonic()
            for connection in connections:
                connection.sendall(b"GET /v1/api/config HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            for connection in connections:
                self.assertTrue(connection.recv(4096).startswith(b"HTTP/1.1 200 "))
                connection.close()
            self.assertLess(time.monotonic() - start, 0.5 * 60 / 4, "they waited side by side")

    def test_200_aborted_waiting_requests_do_no_harm(self):
        with Sandbox("--users", "50", "--latency", "3000") as sandbox:
            message = request(sandbox, "/v1/api/users/query", "{}")
            connections = [connection_to(sandbox) for _ in range(ABORTED)]
            for connection in connections:
                connection.sendall(message)
            for connection in connections:
                connection.close()
            sandbox.http.close()  # a kept connection has a thread already and would not have to wait for one
            start = time.monotonic()
            self.assertEqual(len(sandbox.users()), 50)
            # One latency, and not the three that 200 abandoned waits on 64 threads would have cost before it.
            self.assertLess(time.monotonic() - start, 6)
            self.assertIsNone(sandbox.process.poll())

    def test_aborted_changes_are_made_all_the_same(self):
        with Sandbox("--users", "5", "--latency", "1000") as sandbox:
            message = request(sandbox, "/v1/api/workspaces/create", '{"workspace_name":"aborted"}')
            with connection_to(sandbox) as connection:
                connection.sendall(message)
            end = time.monotonic() + 20
            while time.monotonic() < end and "aborted" not in [item["name"] for item in sandbox.workspaces()]:
                pass
            self.assertIn("aborted", [item["name"] for item in sandbox.workspaces()])


class ManyClients(unittest.TestCase):
    def test_more_kept_connections_than_threads_are_all_served(self):
        with Sandbox("--users", "5") as sandbox:
            end = time.monotonic() + 20
            served = set()

            def client(number):
                # Everybody goes on until everybody was served, so nobody makes room by being done.
                with requests.Session() as http:
                    http.trust_env = False
                    while len(served) < 150 and time.monotonic() < end:
                        http.get(sandbox.address + "/v1/api/config", timeout=30)
                        served.add(number)
                        time.sleep(0.05)

            threads = [threading.Thread(target=client, args=(number,)) for number in range(150)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(len(served), 150)
            self.assertLess(time.monotonic(), end)


class Large(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox("--users", "20000", "--workspaces", "2000")
        cls.addClassCleanup(cls.sandbox.end)

    def test_large_answers_are_whole_and_not_chunked(self):
        answer = self.sandbox.call("users/query", {}, headers={"Accept-Encoding": "gzip"})
        self.assertEqual(int(answer.headers["Content-Length"]), len(answer.content))
        self.assertGreater(len(answer.content), 8_000_000)
        self.assertNotIn("Content-Encoding", answer.headers)
        self.assertGreaterEqual(len(json.loads(answer.content)["users"]), 20000)

    def test_answers_aborted_in_the_middle_do_no_harm(self):
        message = request(self.sandbox, "/v1/api/users/query", "{}")
        for _ in range(30):
            with connection_to(self.sandbox) as connection:
                connection.sendall(message)
                connection.recv(1000)
        self.assertGreaterEqual(len(self.sandbox.users()), 20000)

    def test_changes_under_way_leave_every_answer_whole(self):
        stop = threading.Event()
        faults = []

        def invite():
            number = 0
            while not stop.is_set():
                number += 1
                self.sandbox.call("users/invite", {"email": f"during{number}@example.com"})

        def query():
            token = {"Authorization": "Bearer " + self.sandbox.token()}
            for _ in range(5):
                answer = requests.post(self.sandbox.address + "/v1/api/users/query", data="{}", headers=token, timeout=60)
                users = json.loads(answer.content)["users"]
                if len(users) < 20000 or any(key != user["id"] for key, user in users.items()):
                    faults.append(len(users))

        threads = [threading.Thread(target=query) for _ in range(3)]
        writer = threading.Thread(target=invite)
        writer.start()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        stop.set()
        writer.join()
        self.assertEqual(faults, [])

    def test_byte_ranges(self):
        whole = self.sandbox.call("workspaces/list", {}).content
        part = self.sandbox.call("workspaces/list", {}, headers={"Range": "bytes=100-199"})
        self.assertEqual((part.status_code, part.content), (206, whole[100:200]))

    def test_it_is_quick(self):
        best = 60.0
        for _ in range(5):
            start = time.monotonic()
            with connection_to(self.sandbox) as connection:
                connection.sendall(request(self.sandbox, "/v1/api/users/query", "{}"))
                left = 8_000_000
                while left > 0:
                    left -= len(connection.recv(1 << 20))
            best = min(best, time.monotonic() - start)
        self.assertLess(best, 1.0, "10 MB take some 10 ms; a hundred times that is a fault even under a sanitizer")


if __name__ == "__main__":
    unittest.main()
