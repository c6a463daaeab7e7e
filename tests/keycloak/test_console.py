"""Which address opens Keycloak's client list, found out in a browser: the program's Instance::clientsConsole() has to be
that one, and the product's guide names another, which the program offers for older versions."""
import pathlib
import re
import time
import unittest

import browser
import shared
from selenium.webdriver.common.by import By

FACTS = shared.facts()
CONSOLE = "/auth/admin/master/console/#"
SOURCE = pathlib.Path(__file__).parents[2] / "lib/domain/instance.cpp"


def fragment_of(function):
    """The address that the program uses, out of its source."""
    body = SOURCE.read_text(encoding="utf-8").split(f"Instance::{function}()")[1].split("\n}")[0]
    return re.search(r'setFragment\(u"([^"]+)"', body).group(1)


class Console(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        running = browser.chromium()
        cls.driver = running.__enter__()
        cls.addClassCleanup(running.__exit__, None, None, None)
        cls.driver.get(FACTS["address"] + CONSOLE + "/master")
        browser.wait(cls.driver, lambda d: d.find_elements(By.ID, "username"), "the page to sign in")
        cls.driver.find_element(By.ID, "username").send_keys(FACTS["people"]["administrator"])
        cls.driver.find_element(By.ID, "password").send_keys(FACTS["password"])
        cls.driver.find_element(By.ID, "kc-login").click()
        browser.wait(cls.driver, lambda d: "Realm settings" in browser.text_of(d), "the console")

    def text_at(self, fragment, until):
        self.driver.get("about:blank")
        self.driver.get(FACTS["address"] + CONSOLE + fragment)

        def seen(driver):
            text = browser.text_of(driver)
            return text if any(word in text for word in until) else None
        return browser.wait(self.driver, seen, f"one of {until} at {fragment}")

    def test_1_the_programs_address_opens_the_list(self):
        text = self.text_at(fragment_of("clientsConsole"), ["Clients list"])
        self.assertIn("Clients", text)
        browser.wait(self.driver, lambda d: "api-client" in browser.text_of(d), "the list")

    def test_2_the_guides_address_does_not(self):
        text = self.text_at(fragment_of("clientsConsoleBefore22"), ["not found", "Not Found"])
        time.sleep(0.5)
        self.assertNotIn("Clients list", text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
