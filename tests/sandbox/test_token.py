"""The token endpoint, case by case as the Keycloak reference lists them (keycloak.md section 2.1, 2.3)."""

import unittest
import urllib.parse

import requests

from sandbox import PROTOCOL, Case, Sandbox, claims, header

MISSING_GRANT = (400, "invalid_request", "Missing form parameter: grant_type")
WRONG_USER = (401, "invalid_grant", "Invalid user credentials")
WRONG_SECRET = (401, "unauthorized_client", "Invalid client or Invalid client credentials")
UNKNOWN_CLIENT = (401, "invalid_client", "Invalid client or Invalid client credentials")
USER_KEYS = {"access_token", "expires_in", "refresh_expires_in", "refresh_token", "token_type", "not-before-policy",
             "session_state", "scope"}


class Refusals(Case):
    def setUp(self):
        self.name, self.password = self.sandbox.account("user")
        self.right = {"grant_type": "password", "username": self.name, "password": self.password}

    def test_each_refusal(self):
        cases = {
            "no grant type": ({"grant_type": None}, MISSING_GRANT),
            "unknown grant type": ({"grant_type": "magic"}, (400, "unsupported_grant_type", "Unsupported grant_type")),
            "no user name": ({"username": None}, (401, "invalid_request", "Missing parameter: username")),
            "unknown user": ({"username": "nobody@example.com"}, WRONG_USER),
            "wrong password": ({"password": "canary-password-wrong"}, WRONG_USER),
            "empty password": ({"password": ""}, WRONG_USER),
            "no password": ({"password": None}, WRONG_USER),
            "unknown scope": ({"scope": "openid nosuch"}, (400, "invalid_scope", "Invalid scopes: openid nosuch")),
        }
        for name, (changes, expected) in cases.items():
            with self.subTest(name):
                fields = {key: value for key, value in {**self.right, **changes}.items() if value is not None}
                self.assert_oauth_error(self.sandbox.form("/token", **fields), *expected)

    def test_state_of_the_account(self):
        not_set_up = (400, "invalid_grant", "Account is not fully set up")
        disabled = (400, "invalid_grant", "Account disabled")
        for kind, wrong, expected in (("disabled", False, disabled), ("disabled", True, disabled),
                                      ("temporary", False, not_set_up), ("temporary", True, WRONG_USER)):
            with self.subTest(kind=kind, wrong_password=wrong):
                username, password = self.sandbox.account(kind)
                answer = self.sandbox.form("/token", grant_type="password", username=username,
                                           password="canary-password-wrong" if wrong else password)
                self.assert_oauth_error(answer, *expected)

    def test_authentication_of_the_client(self):
        secret = self.sandbox.secret
        cases = {
            "wrong secret by Basic": (("api-client", "canary-secret-wrong"), {}, WRONG_SECRET),
            "wrong secret by form": (None, {"client_id": "api-client", "client_secret": "x"}, WRONG_SECRET),
            "no secret": (None, {"client_id": "api-client"}, WRONG_SECRET),
            "unknown client": (("nobody", secret), {}, UNKNOWN_CLIENT),
            "no client": (None, {}, UNKNOWN_CLIENT),
            "another client in the form wins": (("api-client", secret), {"client_id": "nobody"}, UNKNOWN_CLIENT),
            "another secret in the form wins": (("api-client", secret), {"client_secret": "x"}, WRONG_SECRET),
        }
        for name, (auth, fields, expected) in cases.items():
            with self.subTest(name):
                self.assert_oauth_error(self.sandbox.form("/token", auth=auth, **self.right, **fields), *expected)

    def test_right_ways_of_naming_the_client(self):
        secret = self.sandbox.secret
        for name, auth, fields in (
                ("Basic", ("api-client", secret), {}),
                ("form", None, {"client_id": "api-client", "client_secret": secret}),
                ("both, equal", ("api-client", secret), {"client_id": "api-client", "client_secret": secret}),
                ("public", None, {"client_id": "sdk-client"}),
                ("public with a stray secret", None, {"client_id": "sdk-client", "client_secret": "stray"}),
                ("public by Basic", ("sdk-client", ""), {})):
            with self.subTest(name):
                self.assertEqual(self.sandbox.form("/token", auth=auth, **self.right, **fields).status_code, 200)

    def test_basic_is_form_decoded(self):
        broken = requests.auth._basic_auth_str("api-client", "a+b%c:d e")
        answer = self.sandbox.http.post(self.sandbox.address + PROTOCOL + "/token", data=self.right,
                                        headers={"Authorization": broken})
        self.assert_oauth_error(answer, 400, "unauthorized_client", "Unexpected error when authenticating client")
        encoded = "".join(f"%{ord(letter):02X}" for letter in self.sandbox.secret)
        self.assertEqual(self.sandbox.form("/token", auth=("api-client", encoded), **self.right).status_code, 200)

    def test_other_bodies_and_methods(self):
        url = self.sandbox.address + PROTOCOL + "/token"
        auth = ("api-client", self.sandbox.secret)
        self.assert_oauth_error(self.sandbox.http.post(url, json=self.right, auth=auth), *MISSING_GRANT)
        self.assert_oauth_error(self.sandbox.http.post(url, auth=auth), *MISSING_GRANT)
        parts = {name: (None, value) for name, value in self.right.items()}
        self.assert_oauth_error(self.sandbox.http.post(url, files=parts, auth=auth), *MISSING_GRANT)
        query = urllib.parse.urlencode(self.right)
        self.assert_oauth_error(self.sandbox.http.post(url + "?" + query, auth=auth), *MISSING_GRANT)
        answer = self.sandbox.http.get(url, auth=auth)
        self.assertEqual(answer.status_code, 405)
        self.assertEqual(set(answer.json()), {"error"})
        twice = self.sandbox.http.post(url, auth=auth, data="grant_type=password&username=a&username=b",
                                       headers={"Content-Type": "application/x-www-form-urlencoded"})
        self.assert_oauth_error(twice, 400, "invalid_request", "duplicated parameter")


class PasswordGrant(Case):
    def test_answer(self):
        answer = self.sandbox.sign_in()
        self.assertEqual(answer.status_code, 200)
        body = answer.json()
        self.assertEqual(set(body), USER_KEYS)
        self.assertEqual((body["token_type"], body["expires_in"], body["refresh_expires_in"],
                          body["not-before-policy"]), ("Bearer", 3600, 1800, 0))
        self.assertEqual(set(body["scope"].split()), {"profile", "email"})
        self.assertEqual(body["session_state"], claims(body["access_token"])["sid"])

    def test_headers(self):
        for answer in (self.sandbox.sign_in(), self.sandbox.form("/token", grant_type="password")):
            self.assertEqual(answer.headers["Content-Type"], "application/json")
            self.assertEqual(answer.headers["Cache-Control"], "no-store")
            self.assertEqual(answer.headers["Pragma"], "no-cache")
            self.assertIn("Strict-Transport-Security", answer.headers)
            self.assertEqual(int(answer.headers["Content-Length"]), len(answer.content))
            for absent in ("Date", "Set-Cookie", "Transfer-Encoding"):
                self.assertNotIn(absent, answer.headers)

    def test_life_follows_the_client(self):
        username, password = self.sandbox.account("user")
        body = self.sandbox.form("/token", auth=None, client_id="sdk-client", grant_type="password", username=username,
                                 password=password).json()
        self.assertEqual(body["expires_in"], 60)
        access = claims(body["access_token"])
        self.assertEqual(access["exp"] - access["iat"], 60)
        self.assertEqual(access["azp"], "sdk-client")

    def test_user_name_in_another_case_and_email(self):
        username, password = self.sandbox.account("administrator")
        for name in (username.upper(), username.title()):
            answer = self.sandbox.form("/token", grant_type="password", username=name, password=password)
            self.assertEqual(answer.status_code, 200, name)
            self.assertEqual(claims(answer.json()["access_token"])["preferred_username"], username)

    def test_openid_adds_an_id_token(self):
        body = self.sandbox.sign_in(scope="openid").json()
        self.assertEqual(set(body), USER_KEYS | {"id_token"})
        identity = claims(body["id_token"])
        self.assertEqual((identity["typ"], identity["aud"]), ("ID", "api-client"))
        self.assertIn("at_hash", identity)
        self.assertIn("openid", body["scope"].split())

    def test_offline_access(self):
        body = self.sandbox.sign_in(scope="offline_access").json()
        self.assertEqual(body["refresh_expires_in"], 0)
        refresh = claims(body["refresh_token"])
        self.assertEqual(refresh["typ"], "Offline")
        self.assertNotIn("exp", refresh)

    def test_access_claims_of_an_administrator(self):
        token = self.sandbox.sign_in().json()["access_token"]
        self.assertEqual(set(header(token)), {"alg", "typ", "kid"})
        self.assertEqual(header(token)["alg"], "RS256")
        body = claims(token)
        self.assertEqual(set(body), {
            "exp", "iat", "jti", "iss", "aud", "sub", "typ", "azp", "sid", "acr", "allowed-origins", "realm_access",
            "resource_access", "scope", "email_verified", "name", "preferred_username", "given_name", "family_name",
            "email", "https://hasura.io/jwt/claims"})
        self.assertEqual(body["iss"], self.sandbox.address + "/auth/realms/master")
        self.assertEqual((body["typ"], body["azp"], body["acr"]), ("Bearer", "api-client", "1"))
        self.assertIn("account", body["aud"])
        self.assertLessEqual({"admin", "create-realm"}, set(body["realm_access"]["roles"]))
        self.assertEqual(len(body["resource_access"]["master-realm"]["roles"]), 18)
        self.assertIn("view-profile", body["resource_access"]["account"]["roles"])
        hasura = body["https://hasura.io/jwt/claims"]
        self.assertEqual(hasura["x-hasura-user-id"], body["sub"])
        self.assertEqual(hasura["x-hasura-default-role"], "admin_user")
        self.assertEqual(hasura["x-hasura-allowed-roles"], ["user", "admin_user"])
        self.assertEqual(hasura["x-hasura-user-groups"], "{}")

    def test_access_claims_of_a_normal_user(self):
        body = claims(self.sandbox.sign_in("user").json()["access_token"])
        self.assertNotIn("admin", body["realm_access"]["roles"])
        self.assertIn("default-roles-master", body["realm_access"]["roles"])
        self.assertEqual(body["https://hasura.io/jwt/claims"]["x-hasura-allowed-roles"], ["user"])

    def test_the_built_in_admin_has_no_email_and_no_names(self):
        body = claims(self.sandbox.sign_in("administrator", 1).json()["access_token"])
        self.assertEqual(body["preferred_username"], "admin")
        for absent in ("email", "name", "given_name", "family_name"):
            self.assertNotIn(absent, body)

    def test_refresh_token(self):
        body = self.sandbox.sign_in().json()
        refresh = claims(body["refresh_token"])
        self.assertEqual(header(body["refresh_token"])["alg"], "HS512")
        self.assertEqual((refresh["typ"], refresh["aud"]), ("Refresh", refresh["iss"]))
        self.assertEqual(refresh["exp"] - refresh["iat"], 1800)


class ClientCredentials(Case):
    KEYS = {"access_token", "expires_in", "refresh_expires_in", "token_type", "not-before-policy", "scope"}

    def test_answer_and_claims(self):
        answer = self.sandbox.form("/token", grant_type="client_credentials")
        self.assertEqual(answer.status_code, 200)
        body = answer.json()
        self.assertEqual(set(body), self.KEYS)
        self.assertEqual((body["refresh_expires_in"], body["expires_in"]), (0, 3600))
        token = claims(body["access_token"])
        self.assertEqual(token["preferred_username"], "service-account-api-client")
        self.assertEqual(token["client_id"], "api-client")
        self.assertEqual(token["clientAddress"], "127.0.0.1")
        self.assertEqual(token["clientHost"], "127.0.0.1")
        self.assertEqual(token["aud"], "account")
        for absent in ("sid", "session_state", "email"):
            self.assertNotIn(absent, token)

    def test_openid(self):
        body = self.sandbox.form("/token", grant_type="client_credentials", scope="openid").json()
        self.assertEqual(set(body), self.KEYS | {"id_token"})

    def test_refusals(self):
        public = self.sandbox.form("/token", auth=None, client_id="sdk-client", grant_type="client_credentials")
        self.assert_oauth_error(public, 401, "unauthorized_client",
                                "Public client not allowed to retrieve service account")
        wrong = self.sandbox.form("/token", auth=("api-client", "x"), grant_type="client_credentials")
        self.assert_oauth_error(wrong, *WRONG_SECRET)

    def test_the_subject_stays_the_same(self):
        tokens = [self.sandbox.form("/token", grant_type="client_credentials").json()["access_token"] for _ in "ab"]
        self.assertEqual(claims(tokens[0])["sub"], claims(tokens[1])["sub"])
        self.assertNotEqual(claims(tokens[0])["jti"], claims(tokens[1])["jti"])
        self.assertNotIn(claims(tokens[0])["sub"], self.sandbox.users())


class FewUsers(unittest.TestCase):
    def test_one_user_is_the_administrator(self):
        with Sandbox("--users", "1") as sandbox:
            self.assertEqual([account[0] for account in sandbox.accounts], ["administrator"])
            self.assertEqual(len(sandbox.users()), 1)


if __name__ == "__main__":
    unittest.main()
