"""The keyboard of a person: keys go to the display, as from hardware, and reach whatever has the focus."""
import pathlib
import subprocess
import sys
import time

from desk import Atspi, wait_for

KEYS = {"Return": 0xFF0D, "Tab": 0xFF09, "Escape": 0xFF1B, "Up": 0xFF52, "Down": 0xFF54, "Home": 0xFF50, "End": 0xFF57,
        "Delete": 0xFFFF, "Space": 0x20}
MODIFIERS = {"Control": 37, "Shift": 50}  # key codes of every X server with the evdev rules

PARTS = (Atspi.Role.FRAME, Atspi.Role.WINDOW, Atspi.Role.LIST_ITEM, Atspi.Role.TREE_ITEM, Atspi.Role.TABLE_CELL)


def give_focus(desk):
    """Windows on the desk have the keyboard when they open, as on a desktop."""
    process = subprocess.Popen([sys.executable, pathlib.Path(__file__).with_name("focus.py")], env=desk.env, stdout=subprocess.PIPE)
    desk.processes.append(process)
    assert process.stdout.readline() == b"ready\n"


class Keyboard:
    def __init__(self, program):
        self.program = program

    def wait_for_window(self, name):
        """It has the keyboard."""
        application = self.program.application
        wait_for(f"the window {name} to be active", lambda: any(
            window.get_name() == name and window.get_state_set().contains(Atspi.StateType.ACTIVE)
            for window in (application.get_child_at_index(i) for i in range(application.get_child_count()))))

    @staticmethod
    def press(keys):
        """ "Control+Return", "Down", "a" """
        *held, key = keys.split("+")
        for modifier in held:
            Atspi.generate_keyboard_event(MODIFIERS[modifier], None, Atspi.KeySynthType.PRESS)
        Atspi.generate_keyboard_event(KEYS.get(key) or ord(key), None, Atspi.KeySynthType.SYM)
        for modifier in reversed(held):
            Atspi.generate_keyboard_event(MODIFIERS[modifier], None, Atspi.KeySynthType.RELEASE)

    def type(self, text):
        for letter in text:
            self.press(letter)

    def focused(self):
        """The named control that has the focus; of a list or table, the whole."""
        for node in self.program.walk():
            if node.get_state_set().contains(Atspi.StateType.FOCUSED) and self.program.is_showing(node) and node.get_role() not in PARTS:
                return node
        return None

    def focused_name(self):
        """Of a choice, which is named by its value, the label's."""
        node = self.focused()
        if not node:
            return None
        for relation in node.get_relation_set() if node.get_role() == Atspi.Role.COMBO_BOX else ():
            if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
                return relation.get_target(0).get_name()
        return node.get_name()

    def wait_for_focus(self, name):
        wait_for(f"the focus on {name}, not {self.focused_name()}", lambda: self.focused_name() == name)

    def tab_to(self, name, most=40):
        """As often Tab as it takes to come to a control of that name."""
        seen = []
        for _ in range(most):
            now = self.focused_name()
            if now == name:
                return
            seen.append(now)
            self.press("Tab")
            self._moved_from(now)
        raise AssertionError(f"Tab does not lead to {name}: {seen}")

    def _moved_from(self, name):
        end = time.monotonic() + 1  # two controls in a row may have the same name
        while self.focused_name() in (name, None) and time.monotonic() < end:
            time.sleep(0.01)
