"""A private desktop for the real program: display, session bus, accessibility bus and keyring of its own.

Nothing of the person who runs the tests is touched: home, bus and keyring live in a temporary folder and end with the test.
Runs under `dbus-run-session` (see CMakeLists.txt), so the session bus is already private.
"""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PATIENCE = 30.0


def wait_for(what, condition, patience=PATIENCE):
    """The first true value of condition(); fails with `what` after `patience` seconds. Errors of a vanishing object count as not yet."""
    end = time.monotonic() + patience
    while True:
        try:
            value = condition()
        except GLib.Error:
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience:.0f} s for: {what}")
        time.sleep(0.02)


class Desk:
    """Starts Xvfb, the accessibility bus and gnome-keyring; hands out the environment for programs."""

    def __init__(self, keyring=True):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="wallaroo-e2e-"))
        self.processes = []
        self.env = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "DBUS_SESSION_BUS_ADDRESS", "TMPDIR", "ASAN_OPTIONS",
                                                                  "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_LIBRARY_PATH")}
        runtime = self.home / "runtime"
        runtime.mkdir(mode=0o700)
        self.env.update(
            HOME=str(self.home), XDG_RUNTIME_DIR=str(runtime), LC_ALL="C.UTF-8", XDG_CURRENT_DESKTOP="GNOME",
            QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", QT_QPA_PLATFORM="xcb", GTK_A11Y="none", NO_AT_BRIDGE="0",
            QT_LOGGING_RULES="wallaroo.*=true")  # all there is to say, so that a leak would show
        self.env["DISPLAY"] = self._display()
        os.environ.update(self.env)  # Atspi and Gio of this process live on the same desk
        self._start_accessibility()
        if keyring:
            self.start_keyring()

    def _display(self):
        read, write = os.pipe()
        process = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
                                   pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.processes.append(process)
        os.close(write)
        with os.fdopen(read) as pipe:
            return ":" + pipe.readline().strip()

    def _start_accessibility(self):
        launcher = next(p for p in ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
                        if os.path.exists(p))
        self.processes.append(subprocess.Popen([launcher, "--launch-immediately"], env=self.env,
                                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        # Never started by the session bus: what that starts has the display from before, and the mouse would click there.
        wait_for("the accessibility bus", lambda: bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                                                Gio.DBusCallFlags.NO_AUTO_START, 2000, None))
        bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set",
                      GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True))), None, 0, 2000, None)
        Atspi.init()

    def start_keyring(self):
        process = subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"], env=self.env,
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        process.stdin.write(b"keyring of a test")
        process.stdin.close()
        self.processes.append(process)
        wait_for("the keyring", lambda: self.secret_service("org.freedesktop.Secret.Service", "ReadAlias",
                                                           GLib.Variant("(s)", ("default",))))

    def secret_service(self, interface, method, arguments=None, path="/org/freedesktop/secrets"):
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        # Never started by the bus: a second, locked daemon would take the name from ours.
        return bus.call_sync("org.freedesktop.secrets", path, interface, method, arguments, None,
                             Gio.DBusCallFlags.NO_AUTO_START, 5000, None)

    def keyring_items(self):
        """Attributes of the program's items, as QtKeychain writes them."""
        found = self.secret_service("org.freedesktop.Secret.Service", "SearchItems",
                                    GLib.Variant("(a{ss})", ({"server": "wallaroo-admin"},)))
        items = []
        for path in found.unpack()[0]:
            value = self.secret_service("org.freedesktop.DBus.Properties", "Get",
                                        GLib.Variant("(ss)", ("org.freedesktop.Secret.Item", "Attributes")), path)
            items.append(value.unpack()[0])
        return items

    def close(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(self.home, ignore_errors=True)


class Program:
    """The running program, seen and driven over the accessibility bus."""

    def __init__(self, desk, binary, *arguments):
        self.desk = desk
        self.out = open(desk.home / f"program-{len(desk.processes)}.out", "w+b")
        self.process = subprocess.Popen([binary, *arguments], env=desk.env, stdin=subprocess.DEVNULL,
                                        stdout=self.out, stderr=subprocess.STDOUT)
        self.application = wait_for("the program on the accessibility bus", self._application)
        self.leave_trace()

    def leave_trace(self):
        """What everybody on the computer can read of it and of what it started, as files of the desk: tests that look
        through those for secrets find it there."""
        for pid in self._family(self.process.pid):
            trace = self.desk.home / "processes" / str(pid)
            trace.parent.mkdir(exist_ok=True)
            try:
                content = [pathlib.Path(f"/proc/{pid}", name).read_bytes() for name in ("cmdline", "environ")]
            except OSError:
                continue  # it has ended meanwhile
            trace.write_bytes(b"\n".join(content))

    @classmethod
    def _family(cls, pid):
        try:
            children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except OSError:
            children = []
        return [pid] + [each for child in children for each in cls._family(int(child))]

    def _application(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}: {self.output()}")
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_process_id() == self.process.pid:
                return child
        return None

    def output(self):
        return pathlib.Path(self.out.name).read_bytes().decode(errors="replace")

    def walk(self, root=None, depth=0):
        root = root or self.application
        yield root
        if depth > 14 or root.get_role() in (Atspi.Role.TABLE, Atspi.Role.TREE_TABLE):
            return  # cells are asked for by row and column
        for i in range(root.get_child_count()):
            child = root.get_child_at_index(i)
            if child:
                yield from self.walk(child, depth + 1)

    @staticmethod
    def is_showing(node):
        states = node.get_state_set()
        return states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.VISIBLE)

    def find(self, name, roles=(), showing=True, patience=PATIENCE):
        def look():
            for node in self.walk():
                if node.get_name() == name and (not roles or node.get_role() in roles) and (not showing or self.is_showing(node)):
                    return node
            return None
        return wait_for(f"{name} {[r.value_nick for r in roles]}", look, patience)

    def exists(self, name, roles=()):
        return any(node.get_name() == name and (not roles or node.get_role() in roles) and self.is_showing(node)
                   for node in self.walk())

    def press(self, name, roles=(Atspi.Role.PUSH_BUTTON,)):
        node = self.find(name, roles)
        wait_for(f"{name} to be enabled", lambda: node.get_state_set().contains(Atspi.StateType.SENSITIVE))
        self.act(node)

    @staticmethod
    def act(node, wanted=("Press", "press", "click", "Toggle", "SetFocus")):
        for name in wanted:
            for i in range(node.get_n_actions()):
                if node.get_action_name(i) == name:
                    node.do_action(i)
                    return
        raise AssertionError(f"{node.get_name()} offers no action of {wanted}")

    def type_into(self, name, text):
        node = self.find(name, (Atspi.Role.TEXT, Atspi.Role.PASSWORD_TEXT, Atspi.Role.ENTRY))
        assert node.set_text_contents(text), f"{name} takes no text"

    def table(self, name):
        return self.find(name, (Atspi.Role.TABLE, Atspi.Role.TREE_TABLE))

    @staticmethod
    def click(node):
        """With the mouse, in the node's middle."""
        place = node.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        Atspi.generate_mouse_event(place.x + place.width // 2, place.y + place.height // 2, "b1c")

    def open_page(self, name):
        """By a click on its entry; on another one where the machine was too busy to take the first."""
        pages = self.find("Pages")
        row = wait_for(f"{name} in Pages", lambda: next(
            (each for each in (pages.get_child_at_index(i) for i in range(pages.get_child_count())) if each.get_name() == name), None))

        def is_open():
            return row.get_state_set().contains(Atspi.StateType.SELECTED)
        for patience in (2, 5, PATIENCE):
            self.click(row)
            try:
                return wait_for(f"the page {name}", is_open, patience)
            except AssertionError:
                if patience == PATIENCE:
                    raise

    def quit(self):
        self.leave_trace()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)

    def close(self):
        if self.process.poll() is None:
            self.leave_trace()
            self.process.kill()
            self.process.wait(10)
        self.out.close()
