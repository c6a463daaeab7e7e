"""A keychain that is absent, mute, locked or killed, and a clock that is wrong: the real program on its own desk.

Rows 56 to 58 and 67 to 71 of the faults, with the words a person reads. argv: path of wallaroo-admin, path of wallaroo-sandbox. Run by
ctest inside `dbus-run-session`.
"""
import os
import re
import shutil
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from desk import Atspi, Desk, Gio, GLib, Program, wait_for  # noqa: E402
from sandboxserver import SandboxServer, places_on_disk, sign_in  # noqa: E402

ADMIN, SANDBOX = sys.argv[1:3]
SECRETS = "org.freedesktop.secrets"
TOKEN, USERS = "protocol/openid-connect/token", "users/query"
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"
# Owns the name of the secret service and never says a word.
MUTE = """
from gi.repository import Gio, GLib
Gio.bus_own_name(Gio.BusType.SESSION, "org.freedesktop.secrets", Gio.BusNameOwnerFlags.REPLACE, None, None, None)
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.add_filter(lambda connection, message, incoming: None if incoming and message.get_message_type()
               == Gio.DBusMessageType.METHOD_CALL and message.get_path().startswith("/org/freedesktop/secrets") else message)
GLib.MainLoop().run()
"""


def faked(**clock):
    """The environment of a program that believes in another clock. The sanitizers want to be loaded before everything
    else; faketime does well after them."""
    sanitizer = os.environ.get("ASAN_OPTIONS", "")
    return dict(clock, LD_PRELOAD=FAKETIME, FAKETIME_DONT_FAKE_MONOTONIC="1", DONT_FAKE_MONOTONIC="1",
                ASAN_OPTIONS=sanitizer + ":verify_asan_link_order=0")


class BadDays(unittest.TestCase):
    """One story, in order: the keyring comes only with the second test."""

    @classmethod
    def setUpClass(cls):
        cls.desk = Desk(keyring=False)
        cls.addClassCleanup(cls.desk.close)
        cls.sandbox = SandboxServer(cls.desk, SANDBOX, 60)
        cls.addClassCleanup(cls.sandbox.close)
        cls.helpers = []
        cls.addClassCleanup(lambda: [helper.kill() for helper in cls.helpers])
        cls.program = None
        cls.addClassCleanup(lambda: cls.program and cls.program.close())

    def start(self, fresh=False, **environment):
        if self.program:
            if self.program.process.poll() is None:
                self.program.quit()
            self.program.close()
        if fresh:
            shutil.rmtree(self.desk.home / ".config", ignore_errors=True)
        kept = dict(self.desk.env)
        self.desk.env.update(environment)
        try:
            type(self).program = Program(self.desk, ADMIN)
        finally:
            self.desk.env = kept

    def says(self, text, patience=30):
        def look():
            return any((text in (node.get_name() or "") or text in (node.get_description() or ""))
                       and Program.is_showing(node) for node in self.program.walk())
        wait_for("the words: " + text, look, patience)

    def sign_in(self):
        sign_in(self.program, self.sandbox)
        self.says("Signed in, asked again at about")

    def keyring(self, method, *arguments):
        return self.desk.secret_service("org.freedesktop.Secret.Service", method, GLib.Variant(*arguments))

    def locked(self):
        return self.desk.secret_service("org.freedesktop.DBus.Properties", "Get", GLib.Variant(
            "(ss)", ("org.freedesktop.Secret.Collection", "Locked")), "/org/freedesktop/secrets/aliases/default").unpack()[0]

    def unlock(self):
        """What a person would do in a window, by the interface that gnome-keyring has for its own tools."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)  # the session lives as long as this
        session = self.keyring("OpenSession", "(sv)", ("plain", GLib.Variant("s", ""))).unpack()[1]
        self.desk.secret_service(
            "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface", "UnlockWithMasterPassword",
            GLib.Variant("(o(oayays))", ("/org/freedesktop/secrets/aliases/default",
                                         (session, b"", b"keyring of a test", "text/plain"))))
        self.assertTrue(bus)
        wait_for("the keyring to open", lambda: not self.locked())

    def test_1_no_keyring_installed(self):
        self.start()
        self.sign_in()
        self.says("GNOME Keyring is not installed or not running.")
        self.says("Check that gnome-keyring is installed and running, then try again.")
        self.says("The program works for this session.")
        self.program.press("Refresh")  # and it does

    def test_2_locked_at_the_start(self):
        self.desk.start_keyring()
        self.start(fresh=True)
        self.sign_in()
        wait_for("all of it in the keyring", lambda: len(self.desk.keyring_items()) == 3)
        self.keyring("Lock", "(ao)", (["/org/freedesktop/secrets/aliases/default"],))
        wait_for("the keyring to be locked", self.locked)
        self.start()
        self.says("your keyring may be locked")
        self.says("Not signed in: GNOME Keyring was not read")
        self.assertFalse(self.program.exists("Password"))  # the session may be alive
        self.assertIn('"refreshTokenStored": true', (self.desk.home / ".config/wallaroo-admin/profiles.json").read_text())
        self.unlock()
        self.try_again()
        self.says("Signed in, asked again at about")  # nothing was deleted

    def renew(self):
        self.program.open_page("Tokens")
        self.program.press("Renew MLOps token")

    def try_again(self):
        Program.act(next(node for node in self.program.walk() if node.get_name() == "Try again" and Program.is_showing(node)))

    def test_3_locked_in_the_middle(self):
        self.keyring("Lock", "(ao)", (["/org/freedesktop/secrets/aliases/default"],))
        wait_for("the keyring to be locked", self.locked)
        self.renew()  # works, and cannot be kept
        self.says("Not kept in GNOME Keyring")
        self.says("The program works for this session.")
        self.says("Signed in, asked again at about")
        self.unlock()
        self.try_again()
        self.says("Kept in GNOME Keyring.")

    def test_4_killed_in_the_middle(self):
        keyring = self.desk.processes.pop()
        keyring.kill()
        keyring.wait(10)
        self.renew()
        self.says("Not kept in GNOME Keyring")
        self.says("The program works for this session.")
        self.says("Signed in, asked again at about")

    def test_5_mute(self):
        helper = subprocess.Popen([sys.executable, "-c", MUTE], env=self.desk.env, stdin=subprocess.DEVNULL)
        self.helpers.append(helper)
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        wait_for("the mute service", lambda: bus.call_sync(
            "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner", GLib.Variant("(s)", (SECRETS,)), None, 0,
            2000, None).unpack()[0])
        self.start()
        self.program.find("Pages")  # the window is there while nobody answers
        begun = time.monotonic()
        self.assertEqual(self.program.quit(), 0)  # with the question open
        self.assertLess(time.monotonic() - begun, 2 if "ASAN_OPTIONS" not in os.environ else 20)
        self.start()
        self.says("Waiting for GNOME Keyring.", patience=60)
        self.program.press("Continue without it")
        self.program.type_into("Password", self.sandbox.account["password"])
        self.program.type_into("Client secret", self.sandbox.account["confidentialPassword"])
        self.program.press("Sign in")
        self.says("Signed in, asked again at about")
        self.helpers.pop().kill()

    def sent(self, path):
        """How many requests the program's log tells of, by the end of their path."""
        return len(re.findall(rf"/{path} \d", self.program.output()))

    def refresh(self):
        before = self.sent(USERS)
        self.program.press("Refresh")
        wait_for("another list of users", lambda: self.sent(USERS) > before)

    def clock_off_by(self, days):
        if not os.path.exists(FAKETIME):
            self.skipTest("faketime is not installed")
        self.start(fresh=True, **faked(FAKETIME=f"{days:+d}d"))
        self.sign_in()
        for _ in range(5):  # each would ask for a token first, if those there were taken for old ones
            self.refresh()
        self.assertIn(self.sent(TOKEN), range(1, 4))  # signing in, and the inference token
        self.program.press("Session")
        self.says("check this computer's clock")
        self.assertFalse(self.program.exists("Session ended: sign in again"))
        self.says("Signed in, asked again at about")
        self.says("not yet; signed in")  # no refresh was needed

    def test_6_a_clock_a_day_ahead(self):
        self.clock_off_by(1)
        self.says("ahead of the server's by")

    def test_7_a_clock_a_day_behind(self):
        self.clock_off_by(-1)
        self.says("behind the server's by")

    def sleep(self, begins):
        """What the computer's login manager tells everybody, on this bus in the system's place."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        bus.emit_signal(None, "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
                        GLib.Variant("(b)", (begins,)))
        bus.flush_sync()

    def test_8_two_hours_of_sleep(self):
        if not os.path.exists(FAKETIME):
            self.skipTest("faketime is not installed")
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        bus.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                      GLib.Variant("(su)", ("org.freedesktop.login1", 0)), None, 0, 2000, None)
        clock = self.desk.home / "clock"
        clock.write_text("+0")
        self.start(fresh=True, DBUS_SYSTEM_BUS_ADDRESS=os.environ["DBUS_SESSION_BUS_ADDRESS"],
                   **faked(FAKETIME_TIMESTAMP_FILE=str(clock), FAKETIME_NO_CACHE="1"))
        self.sign_in()
        self.program.find("Users", (Atspi.Role.TABLE, Atspi.Role.TREE_TABLE))
        self.says("as of ")
        before = self.as_of()
        self.sleep(True)
        clock.write_text("+2h")
        self.sleep(False)
        self.program.press("Refresh")
        wait_for("a newer list", lambda: self.as_of() not in ("", before))
        self.assertFalse(self.program.exists("Unlock"))  # locking is for the desktop to say
        self.says("Signed in, asked again at about")
        for path, most in ((TOKEN, 4), (USERS, 3)):  # no burst of what two hours would have asked for
            self.assertIn(self.sent(path), range(1, most + 1), path)
        self.program.find("Users", (Atspi.Role.TABLE, Atspi.Role.TREE_TABLE))

    def as_of(self):
        return next((node.get_description() or "" for node in self.program.walk() if node.get_name() == "Last refresh"), "")

    def test_9_no_secret_is_anywhere(self):
        self.program.quit()
        for place, content in places_on_disk(self.desk, self.sandbox).items():
            for secret in self.sandbox.canaries.values():
                self.assertNotIn(secret.encode(), content, place)
            self.assertNotRegex(content, rb"eyJ[A-Za-z0-9_-]{20}", place)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
