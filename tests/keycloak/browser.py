"""A real Chromium without a window, by Debian's chromium, chromium-driver and python3-selenium."""
import contextlib
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE = 60
OPTIONS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1000,900"]


@contextlib.contextmanager
def chromium():
    with tempfile.TemporaryDirectory(prefix="wallaroo-chromium-", ignore_cleanup_errors=True) as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in [*OPTIONS, "--user-data-dir=" + profile]:
            options.add_argument(argument)
        driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        driver.set_page_load_timeout(PATIENCE)
        try:
            yield driver
        finally:
            driver.quit()


def wait(driver, condition, what):
    return WebDriverWait(driver, PATIENCE).until(condition, what)


def text_of(driver):
    """All that can be read on the page; a page that is being redrawn has no elements to hold on to."""
    return driver.execute_script("return document.body ? document.body.innerText : ''")


def answer_device_page(driver, address, username, password, approve, code=None):
    """Does what a person does at the complete verification address: signs in, answers the question. Returns the title line
    of the page that comes then. The fields are named alike on Keycloak's pages and on the sandbox's."""
    driver.get(address)
    wait(driver, lambda d: d.find_elements(By.ID, "username"), "the page to sign in")
    driver.find_element(By.ID, "username").send_keys(username)
    driver.find_element(By.ID, "password").send_keys(password)
    if code:
        driver.find_element(By.ID, "totp").send_keys(code)
    driver.find_element(By.ID, "kc-login").click()
    button = "kc-login" if approve else "kc-cancel"
    wait(driver, lambda d: d.find_elements(By.ID, "kc-cancel"), "the page that asks for consent")
    driver.find_element(By.ID, button).click()
    wait(driver, lambda d: "Device Login" in d.page_source and not d.find_elements(By.ID, "kc-cancel"), "the result")
    return next(text for text in ("Device Login Successful", "Device Login Failed") if text in driver.page_source)
