"""The whole program at an instance whose identity provider is the real Keycloak: wallaroo-sandbox --auth-url.

Driven over the accessibility bus on a desk of its own, as tests/e2e does. For the tests beside this file; argv: path of
wallaroo-admin; the sandbox is $WALLAROO_SANDBOX. With WALLAROO_KEYCLOAK_PICTURES=FOLDER a picture of the display is left there
at each step.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

import realm
import shared
from sides import KeycloakSide

FACTS = shared.facts()

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "e2e"))
from desk import Atspi, Desk, Gio, GLib, Program, wait_for  # noqa: E402

ADMIN = sys.argv[1]
AUTH = FACTS["address"] + "/auth"


class SandboxAtKeycloak:
    """The product's API alone; sign-in and people are Keycloak's."""

    def __init__(self, desk):
        service = desk.home / "service.json"
        service.touch(0o600)
        service.write_text(json.dumps({"confidentialClient": realm.PLATFORM, "confidentialPassword": FACTS["secret"]}))
        self.log = desk.home / "sandbox.out"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([os.environ["WALLAROO_SANDBOX"], "--workspaces", "12", "--auth-url", AUTH,
                                             "--auth-service", service],
                                            stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        self.address = wait_for("the sandbox's address", self._address)

    def _address(self):
        found = re.search(r"Listening on (\S+)\n(?:.*\n)*Ready\n", self.log.read_text())
        return found and found.group(1)

    def close(self):
        self.process.terminate()
        self.process.wait(10)


class ProgramCase(unittest.TestCase):
    """One story, in order: each test goes on where the one before ended."""

    @classmethod
    def setUpClass(cls):
        cls.keycloak = KeycloakSide(FACTS)
        cls.addClassCleanup(cls.keycloak.end)
        cls.desk = Desk()
        cls.addClassCleanup(cls.desk.close)
        cls.opened = cls.desk.home / "opened"
        cls.pretend_browser()
        cls.sandbox = SandboxAtKeycloak(cls.desk)
        cls.addClassCleanup(cls.sandbox.close)
        cls.program = Program(cls.desk, ADMIN)
        cls.addClassCleanup(lambda: cls.program.close())

    @classmethod
    def pretend_browser(cls):
        """What the desktop would open is written down; the test then goes there in a Chromium of its own."""
        script = cls.desk.home / "bin/xdg-open"
        script.parent.mkdir()
        script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >>"{cls.opened}"\n')
        script.chmod(0o755)
        cls.desk.env["PATH"] = f"{script.parent}:{cls.desk.env['PATH']}"

    def picture(self, name):
        folder = os.environ.get("WALLAROO_KEYCLOAK_PICTURES")
        if folder:
            subprocess.run(["import", "-window", "root", f"{folder}/{name}.png"], env=self.desk.env, check=False)

    def says(self, text):
        """Waits until something that can be seen has this in its name or its description."""
        def look():
            return any((text in (node.get_name() or "") or text in (node.get_description() or ""))
                       and Program.is_showing(node) for node in self.program.walk())
        wait_for("the words: " + text, look)

    def choose(self, way):
        Program.act(self.program.find(way, (Atspi.Role.RADIO_BUTTON,)))

    def open_addresses(self):
        """In the dialog: API and sign-in at different addresses."""
        self.program.type_into("Instance", self.sandbox.address)
        Program.act(self.program.find("API and sign-in at different addresses"))
        self.program.type_into("API address", self.sandbox.address)
        self.program.type_into("Authentication address", AUTH)
