"""The command line at a terminal: it asks for what no keychain gives, shows nothing of it, and leaves the terminal as it was.

argv: path of wallaroo-admin-cli.
"""
import json
import os
import pathlib
import pty
import select
import shutil
import socket
import sys
import tempfile
import termios
import time
import unittest
import uuid

CLI = sys.argv[1]
PATIENCE = 60.0


class Terminal:
    """The program with a terminal of its own, which stays when the program has ended."""

    def __init__(self, home, *arguments):
        self.pid, self.end = pty.fork()
        if self.pid == 0:
            os.execve(CLI, [CLI, *arguments], {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "LC_ALL": "C.UTF-8",
                                               "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"})
        self.seen = ""

    def wait_for(self, text):
        end = time.monotonic() + PATIENCE
        while text not in self.seen:
            if time.monotonic() > end:
                raise AssertionError(f"waited for {text!r} and saw {self.seen!r}")
            self.read()

    def read(self):
        if select.select([self.end], [], [], 0.05)[0]:
            try:
                self.seen += os.read(self.end, 4096).decode()
            except OSError:  # the program has ended
                return False
        return True

    def type(self, text):
        os.write(self.end, text.encode())

    def echoes(self):
        return bool(termios.tcgetattr(self.end)[3] & termios.ECHO)

    def ended(self):
        while self.read():
            if os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                break
        status = os.waitpid(self.pid, 0)[1]
        return os.waitstatus_to_exitcode(status)


class AtATerminal(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="wallaroo-terminal-"))
        self.addCleanup(shutil.rmtree, self.home)
        (self.home / "wallaroo-admin").mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
        profile = str(uuid.uuid4())
        (self.home / "wallaroo-admin/profiles.json").write_text(json.dumps({"version": 1, "lastUsed": profile, "profiles": [
            {"id": profile, "name": "box", "api": nobody, "auth": nobody + "/auth", "username": "ana", "way": "password",
             "clientId": "api-client", "remember": True, "clientSecretStored": True, "refreshTokenStored": True}]}))

    def test_what_is_typed_is_not_shown(self):
        terminal = Terminal(self.home, "users", "list")
        terminal.wait_for("Password of ana: ")
        self.assertFalse(terminal.echoes())
        terminal.type("canary-password\n")
        terminal.wait_for("Secret of api-client: ")
        terminal.type("canary-secret\n")
        terminal.wait_for("One-time code")
        terminal.type("\n")
        terminal.wait_for("Nothing answers")
        self.assertEqual(terminal.ended(), 5)
        self.assertNotIn("canary", terminal.seen)

    def test_ctrl_c_gives_the_echo_back(self):
        terminal = Terminal(self.home, "token")
        kept = os.open(os.readlink(f"/proc/{terminal.pid}/fd/0"), os.O_RDWR | os.O_NOCTTY)  # as a shell keeps it
        self.addCleanup(os.close, kept)
        terminal.wait_for("Password of ana: ")
        self.assertFalse(terminal.echoes())
        terminal.type("\x03")
        status = os.waitstatus_to_exitcode(os.waitpid(terminal.pid, 0)[1])
        self.assertEqual(status, -2)
        self.assertTrue(terminal.echoes())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
