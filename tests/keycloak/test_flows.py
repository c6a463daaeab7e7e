"""Each way a sign-in can go, through the running program at the real Keycloak: what a person types, presses and reads.

argv: path of wallaroo-admin; see programcase.py. Every flow has a person of its own and a program that knows nothing yet.
"""
import base64
import json
import shutil
import sys
import time
import unittest

import aide
import browser
import realm
import shared
from programcase import ADMIN, AUTH, FACTS, Atspi, Gio, GLib, Program, ProgramCase, wait_for

ENDED = "Your session has ended"


class FlowsAtKeycloak(ProgramCase):
    def begin(self, kind="user", client=None):
        """A program that was never used, and a new administrator of this kind, typed in."""
        self.program.quit()
        self.program.close()
        shutil.rmtree(self.desk.home / ".config", ignore_errors=True)
        person = aide.create(self.keycloak, kind)
        role = self.keycloak.admin.call("GET", "/roles/admin")
        self.keycloak.admin.call("POST", f"/users/{self.keycloak.admin.user_id(person)}/role-mappings/realm", [role])
        type(self).program = Program(self.desk, ADMIN)
        self.open_addresses()
        if client:
            self.program.type_into("Client ID", client)
        self.program.type_into("User name", person)
        self.program.type_into("Client secret", FACTS["secret"])
        return person

    def sign_in(self, password=FACTS["password"], code=None, button="Sign in"):
        self.program.type_into("Password", password)
        if code is not None:
            self.program.type_into("One-time code", code)
        self.program.press(button)

    def signed_in(self):
        self.says("Signed in, asked again at about")

    def refused(self, words):
        """The password was emptied, and this stands there."""
        wait_for("the password to be emptied", lambda: self.program.find(
            "Password", (Atspi.Role.TEXT, Atspi.Role.PASSWORD_TEXT)).get_character_count() == 0)
        self.says(words)

    def code(self):
        return shared.totp(FACTS["otp_key"].encode())

    def wrong_code(self):
        now = time.time()
        good = {shared.totp(FACTS["otp_key"].encode(), now + 30 * step) for step in range(-3, 4)}
        return next(code for code in ("000000", "111111", "222222", "333333") if code not in good)

    def renew(self):
        pages = self.program.find("Pages")
        Program.click(next(row for row in (pages.get_child_at_index(i) for i in range(pages.get_child_count()))
                           if row.get_name() == "Tokens"))
        self.program.press("Renew MLOps token")

    def kept(self, kind):
        """A secret of the program's, as the keyring gives it to whoever is signed in to the desktop."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)  # the session at the keyring lives as long as this
        self.addCleanup(bus.get_unique_name)
        session = self.desk.secret_service("org.freedesktop.Secret.Service", "OpenSession",
                                           GLib.Variant("(sv)", ("plain", GLib.Variant("s", "")))).unpack()[1]
        found = self.desk.secret_service("org.freedesktop.Secret.Service", "SearchItems",
                                         GLib.Variant("(a{ss})", ({"server": "wallaroo-admin"},))).unpack()[0]
        newest = []
        for path in found:
            of_item = {name: self.desk.secret_service("org.freedesktop.DBus.Properties", "Get", GLib.Variant(
                "(ss)", ("org.freedesktop.Secret.Item", name)), path).unpack()[0] for name in ("Attributes", "Modified")}
            if kind in json.dumps(of_item["Attributes"]):
                secret = self.desk.secret_service("org.freedesktop.Secret.Item", "GetSecret",
                                                  GLib.Variant("(o)", (session,)), path).unpack()[0]
                newest.append((of_item["Modified"], bytes(secret[2])))
        content = max(newest)[1]
        return content.decode() if content.startswith(b"eyJ") else base64.b64decode(content).decode()

    def test_01_wrong_user(self):
        self.begin()
        self.program.type_into("User name", "nobody.at.all@example.com")
        self.sign_in()
        self.refused("Wrong user name, password or code")
        self.picture("flow-wrong-user")

    def test_02_one_time_code(self):
        self.begin("one-time-code")
        self.sign_in()
        self.refused("add the one-time code if the account has one")
        self.sign_in(code=self.wrong_code())
        self.refused("Wrong user name, password or code")
        self.picture("flow-wrong-code")
        self.sign_in(code=self.code())
        self.signed_in()

    def test_03_locked_out(self):
        person = self.begin()
        self.keycloak.admin.realm(**realm.LOCKING)
        self.addCleanup(self.keycloak.admin.realm, **realm.UNLOCKING)
        for _ in range(3):
            self.sign_in("canary-wrong")
            self.refused("Many attempts in a row look like this too")
        self.keycloak.admin.wait_until_locked(person)
        self.sign_in()  # the right one
        self.refused("After many attempts, wait 15 minutes")
        self.picture("flow-locked-out")
        self.keycloak.admin.unlock(person)
        self.sign_in()
        self.signed_in()

    def test_04_direct_grants_off(self):
        self.begin(client="browser-only-client")
        self.sign_in()
        self.says("Direct access grants")  # Keycloak's switch by its name
        self.picture("flow-direct-grants-off")

    def test_05_ended_by_an_administrator(self):
        person = self.begin()
        self.sign_in()
        self.signed_in()
        self.keycloak.admin.log_out(person)
        self.renew()
        self.says(ENDED)
        self.picture("flow-session-ended")
        self.sign_in()
        self.signed_in()
        self.assertTrue(self.program.exists("Renew MLOps token"))  # the place is kept
        self.assertEqual(len(self.keycloak.admin.sessions(person)), 1)

    def test_06_disabled_and_enabled_again(self):
        person = self.begin()
        self.sign_in()
        self.signed_in()
        self.keycloak.admin.enable(person, False)
        self.renew()
        self.says("because your account is deactivated")
        self.picture("flow-disabled-meanwhile")
        self.sign_in()
        self.says("is deactivated")
        self.keycloak.admin.enable(person)
        self.sign_in()
        self.signed_in()

    def test_07_a_token_used_twice(self):
        person = self.begin()
        self.keycloak.admin.realm(revokeRefreshToken=True, refreshTokenMaxReuse=0)
        self.addCleanup(self.keycloak.admin.realm, revokeRefreshToken=False)
        self.sign_in()
        self.signed_in()
        wait_for("the keyring", lambda: len(self.desk.keyring_items()) >= 3)
        stolen = self.kept("refresh")
        time.sleep(1.1)  # Keycloak tells uses apart by whole seconds
        self.renew()
        wait_for("the next one in the keyring", lambda: self.kept("refresh") != stolen)
        time.sleep(1.1)
        self.assertEqual(self.keycloak.refresh(stolen).status_code, 400)
        self.program.press("Renew MLOps token")
        self.says(ENDED)
        self.picture("flow-token-used-twice")
        self.sign_in()
        self.signed_in()
        alive = [session for session in self.keycloak.admin.sessions(person) if session["clients"]]
        self.assertEqual(len(alive), 1)  # of the other an empty shell is left

    def test_08_over_after_its_time(self):
        self.begin(client="expiry-client")  # its tokens live 2 s, its sessions 3 s
        self.sign_in()
        self.says(ENDED)
        self.picture("flow-session-expired")
        self.assertFalse(self.program.exists("Instance"))  # a line of the window, no dialog

    def device(self, approve):
        self.choose("With a code on another device")
        self.program.press("Sign in")
        code = wait_for("the code", lambda: self.program.find("Code").get_description())
        self.picture("flow-device-code")
        with browser.chromium() as driver:
            return browser.answer_device_page(driver, f"{AUTH}/realms/master/device?user_code={code}", self.person,
                                              FACTS["password"], approve)

    def test_09_refused_on_another_device(self):
        type(self).person = self.begin()
        self.assertEqual(self.device(False), "Device Login Failed")
        self.says("The sign-in was refused in the browser")
        self.picture("flow-device-refused")

    def test_10_approved_on_another_device(self):
        self.assertEqual(self.device(True), "Device Login Successful")
        self.signed_in()
        clients = [name for session in self.keycloak.admin.sessions(self.person) for name in session["clients"].values()]
        self.assertIn("sdk-client", clients)

    def test_11_nobody_answers_on_another_device(self):
        self.begin(client="device-short-client")  # its codes live 2 s
        self.choose("With a code on another device")
        self.program.press("Sign in")
        self.says("Nobody approved the sign-in in time. Sign in again to get a new code.")
        self.picture("flow-device-expired")
        self.assertTrue(self.program.exists("Instance"))  # the form is back, as it was filled in
        self.assertEqual(self.text_of("Client ID"), "device-short-client")

    def text_of(self, name):
        node = self.program.find(name, (Atspi.Role.TEXT, Atspi.Role.ENTRY))
        return node.get_text(0, node.get_character_count())

    def test_12_inference_token_only(self):
        self.begin(client="no-service-client")
        self.choose("Inference token only")
        self.assertFalse(self.program.exists("Password"))  # client and secret alone
        self.program.press("Sign in")
        self.says("Client 'no-service-client' may not get inference tokens.")
        self.says("Clients › no-service-client › Settings › Service accounts roles.")  # Keycloak's switch by its name
        self.picture("flow-inference-refused")
        self.program.type_into("Client ID", "api-client")
        self.program.press("Sign in")
        self.says("Inference token only")
        self.program.find("Copy inference token")
        self.picture("flow-inference-only")
        self.assertFalse(self.program.exists("Users"))  # no user, so no pages of people
        self.program.press("Renew inference token")
        wait_for("the renewed token", lambda: self.program.find("Copy inference token").get_state_set().contains(
            Atspi.StateType.SENSITIVE))
        self.profiles_say('"clientSecretStored": true')
        self.start_again()  # the secret is in the keyring: nothing is to be typed
        self.says("Inference token only")
        self.program.find("Copy inference token")
        self.assertFalse(self.program.exists("Instance"))

    def start_again(self):
        """As after a restart of the computer, but for the keyring."""
        self.assertEqual(self.program.quit(), 0)
        self.program.close()
        type(self).program = Program(self.desk, ADMIN)

    def offline_sessions(self, person):
        return aide.sessions(self.keycloak, person, "api-client")

    def profiles_say(self, words):
        file = self.desk.home / ".config/wallaroo-admin/profiles.json"
        wait_for("the profile to say " + words, lambda: file.exists() and words in file.read_text())

    def test_13_stay_signed_in(self):
        person = self.begin()
        Program.act(self.program.find("Stay signed in", (Atspi.Role.CHECK_BOX,)))
        self.says("it lasts until you sign out here, also without use and after restarts")  # what that means
        self.picture("flow-stay-signed-in")
        self.sign_in()
        self.says("Signed in until you sign out")
        self.assertEqual(len(self.offline_sessions(person)), 1)
        self.profiles_say('"refreshTokenStored": true')
        for session in self.keycloak.admin.sessions(person):  # those that end by themselves
            self.keycloak.admin.call("DELETE", "/sessions/" + session["id"])
        self.assertEqual(self.keycloak.admin.sessions(person), [])
        self.assertEqual(len(self.offline_sessions(person)), 1)
        self.start_again()
        self.says("Signed in until you sign out")
        self.assertFalse(self.program.exists("Password"))
        self.picture("flow-still-signed-in")
        self.program.press("Session")
        self.says("User name and password, staying signed in")
        self.program.press("Sign out this session")
        self.program.press("Sign out")
        wait_for("the end of the offline session", lambda: not self.offline_sessions(person))
        self.program.find("Password")

    def test_14_sign_out_everywhere(self):
        person = self.begin()
        self.sign_in()
        self.signed_in()
        notebook = self.keycloak.password(username=person).json()["refresh_token"]
        other = self.keycloak.public("sdk-client", username=person).json()["refresh_token"]
        self.assertEqual(len(self.keycloak.admin.sessions(person)), 3)
        self.program.press("Session")
        self.program.press("Sign out everywhere…")
        self.says("This ends every session of yours")
        self.says("in notebooks and scripts")
        self.picture("flow-sign-out-everywhere")
        self.program.press("Sign out everywhere")
        self.program.find("Password")

        def left():
            return [name for session in self.keycloak.admin.sessions(person) for name in session["clients"].values()]
        wait_for("the sessions with api-client to end", lambda: left() == ["sdk-client"])
        self.assertEqual(self.keycloak.refresh(notebook).status_code, 400)
        self.assertEqual(self.keycloak.refresh(other, None, client_id="sdk-client").status_code, 200)
        self.profiles_say('"refreshTokenStored": false')

    def change_secret(self, secret):
        path = "/clients/" + self.keycloak.admin.client_uuid("api-client")
        self.keycloak.admin.call("PUT", path, {**self.keycloak.admin.call("GET", path), "secret": secret})

    def test_15_a_colleague_changed_the_client_secret(self):
        person = self.begin()
        self.sign_in()
        self.signed_in()
        session = [each["id"] for each in self.keycloak.admin.sessions(person)]
        self.addCleanup(self.change_secret, FACTS["secret"])
        self.change_secret("canary-new-secret")
        self.renew()
        self.program.find("Client secret", (Atspi.Role.TEXT, Atspi.Role.PASSWORD_TEXT))
        self.assertFalse(self.program.exists("Password"))  # the session lives: it is not asked for
        self.picture("flow-secret-changed")
        self.program.type_into("Client secret", "canary-new-secret")
        self.program.press("Sign in")
        self.signed_in()
        self.assertEqual([each["id"] for each in self.keycloak.admin.sessions(person)], session)

    def test_16_locked_by_the_desktop(self):
        person = self.begin()
        self.sign_in()
        self.signed_in()
        self.profiles_say('"refreshTokenStored": true')
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        bus.emit_signal(None, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", GLib.Variant("(b)", (True,)))
        bus.flush_sync()
        self.program.find("Unlock")
        self.assertFalse(self.program.exists("Pages"))
        self.picture("flow-locked")
        self.sign_in("canary-wrong", button="Unlock")
        self.refused("Wrong user name, password or code")
        self.start_again()  # no way around it
        self.program.find("Unlock")
        self.sign_in(button="Unlock")
        self.signed_in()
        self.program.find("Pages")
        self.assertGreaterEqual(len(self.keycloak.admin.sessions(person)), 1)

    def test_17_nothing_secret_was_said(self):
        self.program.quit()
        for place in self.desk.home.rglob("*"):
            if not place.is_file() or ".local/share/keyrings" in str(place) or place.name == "service.json":
                continue
            content = place.read_bytes()
            for secret in (FACTS["secret"], FACTS["password"], "canary-wrong", "canary-new-secret"):
                self.assertNotIn(secret.encode(), content, place)
            self.assertNotRegex(content, rb"eyJ[A-Za-z0-9_-]{20}", place)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
