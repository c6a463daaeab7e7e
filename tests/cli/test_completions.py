"""The completions of the command line, by the Tab key in bash and in zsh.

argv: path of wallaroo-admin-cli, folder of the completions. What a shell runs in the end is a stand-in that tells its
arguments; only the list of profiles, which the completions ask for, comes from the real program.
"""
import json
import os
import pathlib
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import uuid

CLI, COMPLETIONS = sys.argv[1], pathlib.Path(sys.argv[2])
PROFILE = str(uuid.uuid4())
PATIENCE = 30.0

STAND_IN = f"""#!/bin/sh
if [ "$1" = profiles ] && [ "$#" -gt 2 ]; then exec "{CLI}" "$@"; fi
printf 'ARGUMENTS'
printf '<%s>' "$@"
echo
"""


class Shell:
    """A shell at a terminal of its own."""

    def __init__(self, home, command, setup):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            environment = {"PATH": f"{home}/bin:{os.environ['PATH']}", "HOME": str(home), "TERM": "dumb", "LC_ALL": "C.UTF-8",
                           "XDG_CONFIG_HOME": str(home / "config"), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
            os.execvpe(command[0], command, environment)
        self.seen = ""
        self.type(setup + "; echo set''up\r")
        self.wait_for("setup\r")

    def type(self, text):
        os.write(self.terminal, text.encode())

    def read(self):
        if select.select([self.terminal], [], [], 0.1)[0]:
            self.seen += os.read(self.terminal, 65536).decode(errors="replace")

    def wait_for(self, text):
        end = time.monotonic() + PATIENCE
        while text not in self.seen:
            self.read()
            if time.monotonic() > end:
                raise AssertionError(f"waited for {text!r} and saw {self.seen!r}")
        before, self.seen = self.seen.split(text, 1)
        return before

    def completed(self, keys):
        """The arguments that a line ends up with, typed with its tabs."""
        self.seen = ""
        self.type("wallaroo-admin-cli " + keys + "\r")
        self.wait_for("ARGUMENTS<")
        return self.wait_for(">\r").split("><")

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


class Completions:
    """What both shells are asked; the tests of each inherit it."""

    def setUp(self):
        if not shutil.which(self.command[0]):
            self.skipTest(f"there is no {self.command[0]} here")
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="wallaroo-completions-"))
        self.addCleanup(shutil.rmtree, self.home)
        (self.home / "bin").mkdir()
        program = self.home / "bin/wallaroo-admin-cli"
        program.write_text(STAND_IN)
        program.chmod(0o755)
        config = self.home / "config/wallaroo-admin"
        config.mkdir(parents=True)
        (config / "profiles.json").write_text(json.dumps({"version": 1, "lastUsed": PROFILE, "profiles": [
            {"id": PROFILE, "name": "two words, and a comma", "api": "https://wallaroo.example.com",
             "auth": "https://wallaroo.example.com/auth", "username": "ana", "way": "password", "clientId": "api-client"}]}))
        self.shell = Shell(self.home, self.command, self.setup())
        self.addCleanup(self.shell.close)

    def test_commands(self):
        self.assertEqual(self.shell.completed("us\tli\t"), ["users", "list"])
        self.assertEqual(self.shell.completed("work\tmem\t7"), ["workspaces", "members", "7"])
        self.assertEqual(self.shell.completed("users de\tana@example.com"), ["users", "deactivate", "ana@example.com"])

    def test_options(self):
        self.assertEqual(self.shell.completed("token --inf\t--hea\t"), ["token", "--inference", "--header"])
        self.assertEqual(self.shell.completed("users list --out\tcs\t"), ["users", "list", "--output", "csv"])

    def test_profiles_by_their_ids(self):
        self.assertEqual(self.shell.completed("token --profile " + PROFILE[:4] + "\t"), ["token", "--profile", PROFILE])


class Bash(Completions, unittest.TestCase):
    command = ["bash", "--norc", "--noprofile", "-i"]

    @staticmethod
    def setup():
        return f"PS1= ; bind 'set enable-bracketed-paste off'; source {COMPLETIONS}/wallaroo-admin-cli.bash"


class Zsh(Completions, unittest.TestCase):
    command = ["zsh", "-f", "-i"]

    @staticmethod
    def setup():
        return f"PS1= ; unsetopt zle_bracketed_paste; fpath=({COMPLETIONS} $fpath); autoload -Uz compinit; compinit -u -d $HOME/dump"


class Help(unittest.TestCase):
    """Nothing is completed that the program does not know, and nothing of it is left out."""

    def test_every_option_and_command(self):
        known = [(COMPLETIONS / name).read_text() for name in ("wallaroo-admin-cli.bash", "_wallaroo-admin-cli")]
        for command in ([], ["token"], ["users"], ["workspaces"], ["profiles"]):
            told = subprocess.run([CLI, *command, "--help"], capture_output=True, text=True, check=True).stdout
            words = [word for line in told.splitlines() if line.startswith("  ") for word in line.replace(",", " ").split()[:2]]
            for word in words:
                if word.startswith("--"):
                    for text in known:
                        self.assertIn(word, text, command)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
