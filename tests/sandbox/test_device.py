"""The device grant as a program and a person see it, and what else of the sign-in a client can choose."""

import base64
import hashlib
import html.parser
import time
import unittest

from sandbox import REALM, Case, Sandbox, claims

DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
PENDING = "The authorization request is still pending"


VERIFIER = "canary-verifier." + "a" * 40


def s256(verifier):
    """The code challenge of RFC 7636, section 4.2."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def shown(verifier):
    return {"code_verifier": verifier} if verifier else {}


class Page(html.parser.HTMLParser):
    """The one form of a page: where it goes and what it sends if nothing is filled in."""

    def __init__(self, answer):
        super().__init__()
        self.action, self.fields, self.buttons, self.title, self._in_title = None, {}, [], "", False
        self.feed(answer.text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self._in_title = tag == "title"
        if tag == "form":
            self.action = attributes["action"]
        elif tag == "input":
            self.fields[attributes["name"]] = attributes.get("value", "")
        elif tag == "button":
            self.buttons.append((attributes.get("name"), attributes.get("value")))

    def handle_data(self, data):
        if self._in_title:
            self.title += data
            self._in_title = False


class Device(Case):
    def start(self, client="sdk-client", **fields):
        return self.sandbox.form("/auth/device", None, client_id=client, **fields).json()

    def poll(self, code, client="sdk-client", **fields):
        return self.sandbox.form("/token", None, grant_type=DEVICE, client_id=client, device_code=code, **fields)

    def page(self, url, **query):
        answer = self.sandbox.http.get(url, params=query)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "text/html;charset=utf-8")
        return Page(answer)

    def submit(self, page, **fields):
        answer = self.sandbox.http.post(self.sandbox.address + page.action, data={**page.fields, **fields})
        self.assertEqual(answer.status_code, 200)
        return Page(answer)

    def consent(self, started, kind="user", **fields):
        username, password = self.sandbox.account(kind)
        page = self.page(started["verification_uri_complete"])
        return self.submit(page, username=username, password=password, **fields)

    def test_start(self):
        started = self.start()
        self.assertEqual(set(started), {"device_code", "user_code", "verification_uri", "verification_uri_complete",
                                        "expires_in", "interval"})
        self.assertRegex(started["user_code"], r"^[A-Z]{4}-[A-Z]{4}$")
        self.assertEqual((started["expires_in"], started["interval"]), (600, 5))
        self.assertEqual(started["verification_uri"], self.sandbox.address + REALM + "/device")
        self.assertEqual(started["verification_uri_complete"],
                         started["verification_uri"] + "?user_code=" + started["user_code"])

    def test_approved(self):
        started = self.start(scope="openid")
        page = self.consent(started)
        self.assertEqual(page.buttons, [("accept", "Yes"), ("cancel", "No")])
        before = self.poll(started["device_code"])
        self.assert_oauth_error(before, 400, "authorization_pending", PENDING)
        self.assert_oauth_error(self.poll(started["device_code"]), 400, "slow_down", "Slow down")
        self.assertEqual(self.submit(page, accept="Yes").title, "Device Login Successful")
        time.sleep(5.1)
        answer = self.poll(started["device_code"])
        self.assertEqual(answer.status_code, 200, answer.text)
        access = claims(answer.json()["access_token"])
        self.assertEqual((access["preferred_username"], access["azp"]), (self.sandbox.account("user")[0], "sdk-client"))
        self.assertLessEqual(abs(access["auth_time"] - time.time()), 60)
        self.assertIn("id_token", answer.json())
        self.assertLess(abs(self.sandbox.users()[access["sub"]]["lastLogin"] / 1000 - time.time()), 60)
        again = self.sandbox.form("/token", None, grant_type="refresh_token", client_id="sdk-client",
                                  refresh_token=answer.json()["refresh_token"])
        self.assertEqual(again.status_code, 200)
        self.assert_oauth_error(self.poll(started["device_code"]), 400, "invalid_grant", "Device code not valid")

    def test_denied(self):
        started = self.start()
        self.assertEqual(self.submit(self.consent(started), cancel="No").title, "Device Login Failed")
        self.assert_oauth_error(self.poll(started["device_code"]), 400, "access_denied",
                                "The end user denied the authorization request")

    def test_over(self):
        started = self.start("device-short-client")
        time.sleep(2.1)
        self.assert_oauth_error(self.poll(started["device_code"], "device-short-client"), 400, "expired_token",
                                "Device code is expired")
        self.assertEqual(self.page(started["verification_uri_complete"]).title, "Device Login")

    def test_challenges_that_are_none(self):
        right = s256(VERIFIER)
        for fields, text in (({"code_challenge_method": "S256"}, "Missing parameter: code_challenge"),
                             ({"code_challenge": right, "code_challenge_method": "S1"},
                              "Invalid parameter: code_challenge_method"),
                             ({"code_challenge": right[:-1], "code_challenge_method": "S256"},
                              "Invalid parameter: code_challenge"),
                             ({"code_challenge": "!" * 50}, "Invalid parameter: code_challenge"),
                             ({"code_challenge": "a" * 129}, "Invalid parameter: code_challenge")):
            answer = self.sandbox.form("/auth/device", None, client_id="sdk-client", **fields)
            self.assert_oauth_error(answer, 400, "invalid_request", text)

    def test_who_began_has_to_show_the_verifier(self):
        hashed = {"code_challenge": s256(VERIFIER), "code_challenge_method": "S256"}
        failed = "PKCE verification failed: "
        cases = ((hashed, None, "PKCE code verifier not specified", VERIFIER),
                 (hashed, "x", failed + "Invalid code verifier", VERIFIER),
                 (hashed, "b" * 50, failed + "Code mismatch", VERIFIER),
                 ({"code_challenge": VERIFIER, "code_challenge_method": "plain"}, "b" * 50, failed + "Code mismatch", VERIFIER),
                 ({"code_challenge": VERIFIER}, s256(VERIFIER), failed + "Code mismatch", VERIFIER),
                 ({}, VERIFIER, "PKCE code verifier specified but challenge not present in authorization", None))
        codes = []
        for fields, wrong, text, _ in cases:
            started = self.start(**fields)
            self.assertEqual(self.submit(self.consent(started), accept="Yes").title, "Device Login Successful")
            answer = self.poll(started["device_code"], **shown(wrong))
            self.assert_oauth_error(answer, 400, "invalid_grant", text)
            codes.append(started["device_code"])
        time.sleep(5.1)  # the interval; the code is not burnt
        for code, (fields, _, _, right) in zip(codes, cases):
            self.assertEqual(self.poll(code, **shown(right)).status_code, 200, fields)

    def test_the_code_is_typed_in_any_letters(self):
        started = self.start()
        for typed in (started["user_code"].lower(), started["user_code"].replace("-", ""), " " + started["user_code"]):
            self.assertEqual(self.page(started["verification_uri"], user_code=typed).title, "Sign in to your account")
        for typed in ("", "AAAA-AAAA", "<script>"):
            page = self.page(started["verification_uri"], user_code=typed)
            self.assertEqual((page.title, list(page.fields)), ("Device Login", ["user_code"]))

    def test_refusals_on_the_page(self):
        started = self.start()
        for kind, password, text in (("user", "canary-wrong", "Invalid username or password."),
                                     ("disabled", None, "Account is disabled, contact your administrator."),
                                     ("temporary", None, "Account is not fully set up."),
                                     ("one-time-code", None, "Invalid username or password.")):
            username, right = self.sandbox.account(kind)
            answer = self.sandbox.http.post(started["verification_uri"], data={
                "user_code": started["user_code"], "username": username, "password": password or right})
            self.assertIn(text, answer.text)
            self.assertEqual(Page(answer).title, "Sign in to your account")
        self.assert_oauth_error(self.poll(started["device_code"]), 400, "authorization_pending", PENDING)

    def test_consent_needs_the_ticket_of_who_signed_in(self):
        started = self.start()
        for ticket in ("", "x", started["user_code"], started["device_code"]):
            page = self.sandbox.http.post(started["verification_uri"] + "/consent", data={"code": ticket, "accept": "Yes"})
            self.assertEqual(Page(page).title, "Device Login")
        self.assert_oauth_error(self.poll(started["device_code"]), 400, "authorization_pending", PENDING)

    def test_pages_are_for_nobody_elses_frames(self):
        headers = self.sandbox.http.get(self.sandbox.address + REALM + "/device").headers
        self.assertIn("frame-ancestors 'none'", headers["Content-Security-Policy"])
        self.assertIn("no-store", headers["Cache-Control"])


class Clients(Case):
    def password(self, client, **fields):
        username, password = self.sandbox.account("user")
        return self.sandbox.form("/token", None, grant_type="password", client_id=client, username=username,
                                 password=password, **fields)

    def test_each_shows_its_one_thing(self):
        self.assert_oauth_error(self.password("browser-only-client"), 400, "unauthorized_client",
                                "Client not allowed for direct access grants")
        self.assert_oauth_error(self.password("consent-client"), 400, "invalid_client", "Client requires user consent")
        self.assert_oauth_error(self.password("disabled-client"), 401, "invalid_client",
                                "Invalid client or Invalid client credentials")
        short = self.password("expiry-client").json()
        self.assertEqual((short["expires_in"], short["refresh_expires_in"]), (2, 3))
        self.assert_oauth_error(self.sandbox.form("/token", ("no-service-client", self.sandbox.secret),
                                                  grant_type="client_credentials"), 401, "unauthorized_client",
                                "Client not enabled to retrieve service account")


class RefreshTokensForOneUse(unittest.TestCase):
    def test_reuse(self):
        for reuse in (0, 1):
            with self.subTest(reuse=reuse), Sandbox("--users", "3", "--refresh-reuse", str(reuse)) as sandbox:
                token = sandbox.sign_in().json()["refresh_token"]
                answers = [sandbox.form("/token", grant_type="refresh_token", refresh_token=token) for _ in range(reuse + 2)]
                self.assertEqual([answer.status_code for answer in answers], [200] * (reuse + 1) + [400])
                self.assertEqual(answers[-1].json()["error_description"], "Maximum allowed refresh token reuse exceeded")
                newest = sandbox.form("/token", grant_type="refresh_token", refresh_token=answers[0].json()["refresh_token"])
                self.assertEqual((newest.status_code, newest.json()["error_description"]),
                                 (400, "Session doesn't have required client"))
                self.assertEqual(sandbox.sign_in().status_code, 200)


if __name__ == "__main__":
    unittest.main()
