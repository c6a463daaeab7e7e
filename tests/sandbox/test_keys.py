"""Keys and discovery: signatures are checked by openssl, not by anything of ours."""

import json
import subprocess
import tempfile
import unittest
from pathlib import Path

from sandbox import PROTOCOL, REALM, Case, Sandbox, decoded, header


def integer(number):
    """DER of a positive INTEGER."""
    body = number.lstrip(b"\0")
    body = b"\0" + body if body[0] & 0x80 else body
    return b"\x02" + length(len(body)) + body


def length(size):
    if size < 0x80:
        return bytes([size])
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


def public_key_der(jwk):
    """PKCS#1 RSAPublicKey of a JWK."""
    numbers = integer(decoded(jwk["n"])) + integer(decoded(jwk["e"]))
    return b"\x30" + length(len(numbers)) + numbers


def openssl_verifies(jwk, token):
    content, signature = token.rsplit(".", 1)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "key.der").write_bytes(public_key_der(jwk))
        (place / "signature").write_bytes(decoded(signature))
        (place / "content").write_text(content)
        subprocess.run(["openssl", "rsa", "-RSAPublicKey_in", "-inform", "DER", "-in", place / "key.der", "-pubout",
                        "-out", place / "key.pem"], check=True, capture_output=True)
        result = subprocess.run(["openssl", "dgst", "-sha256", "-verify", place / "key.pem", "-signature",
                                 place / "signature", place / "content"], capture_output=True, check=False)
        return result.returncode == 0


class Keys(Case):
    def keys(self):
        answer = self.sandbox.http.get(self.sandbox.address + PROTOCOL + "/certs")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Cache-Control"], "no-cache")
        return answer.json()["keys"]

    def test_two_rsa_keys(self):
        keys = self.keys()
        self.assertEqual([(key["kty"], key["use"], key["alg"]) for key in keys],
                         [("RSA", "sig", "RS256"), ("RSA", "enc", "RSA-OAEP")])
        self.assertEqual(len({key["kid"] for key in keys}), 2)
        for key in keys:
            self.assertEqual(set(key), {"kid", "kty", "alg", "use", "x5c", "x5t", "x5t#S256", "n", "e"})
            self.assertEqual((len(decoded(key["n"])), decoded(key["e"])), (256, b"\x01\x00\x01"))

    def test_the_certificate_holds_the_key(self):
        key = self.keys()[0]
        pem = f"-----BEGIN CERTIFICATE-----\n{key['x5c'][0]}\n-----END CERTIFICATE-----\n"
        modulus = subprocess.run(["openssl", "x509", "-noout", "-modulus"], input=pem, text=True, check=True,
                                 capture_output=True).stdout
        self.assertEqual(modulus.strip(), "Modulus=" + decoded(key["n"]).hex().upper())

    def test_tokens_verify_by_their_kid(self):
        tokens = self.sandbox.sign_in(scope="openid").json()
        service = self.sandbox.form("/token", grant_type="client_credentials").json()
        keys = {key["kid"]: key for key in self.keys()}
        for token in (tokens["access_token"], tokens["id_token"], service["access_token"]):
            key = keys[header(token)["kid"]]
            self.assertEqual(key["use"], "sig")
            self.assertTrue(openssl_verifies(key, token))
            content, signature = token.rsplit(".", 1)
            self.assertFalse(openssl_verifies(key, content[:-1] + ("A" if content[-1] != "A" else "B") + "." + signature))
        self.assertNotIn(header(tokens["refresh_token"])["kid"], keys)


class Discovery(Case):
    def document(self, address=None):
        return self.sandbox.http.get((address or self.sandbox.address) + REALM + "/.well-known/openid-configuration")

    def test_document(self):
        answer = self.document()
        self.assertEqual(answer.status_code, 200)
        self.assertIn("no-store", answer.headers["Cache-Control"])
        body = answer.json()
        base = self.sandbox.address + PROTOCOL
        self.assertEqual(body["issuer"], self.sandbox.address + REALM)
        for member, path in (("token_endpoint", "/token"), ("introspection_endpoint", "/token/introspect"),
                             ("userinfo_endpoint", "/userinfo"), ("end_session_endpoint", "/logout"),
                             ("jwks_uri", "/certs"), ("revocation_endpoint", "/revoke"),
                             ("authorization_endpoint", "/auth")):
            self.assertEqual(body[member], base + path)
        self.assertEqual(body["device_authorization_endpoint"], base + "/auth/device")

    def test_what_it_says_of_itself(self):
        """Each member that a Keycloak 26 has too and that is true here, with the values that are."""
        body = self.document().json()
        secrets = {"client_secret_basic", "client_secret_post"}
        for member, values in (
                ("response_modes_supported", {"query", "fragment"}), ("subject_types_supported", {"public"}),
                ("id_token_signing_alg_values_supported", {"RS256"}), ("userinfo_signing_alg_values_supported", {"none"}),
                ("code_challenge_methods_supported", {"plain", "S256"}), ("claim_types_supported", {"normal"}),
                ("acr_values_supported", {"0", "1"}), ("response_types_supported", {"none"}),
                ("token_endpoint_auth_methods_supported", secrets), ("revocation_endpoint_auth_methods_supported", secrets),
                ("introspection_endpoint_auth_methods_supported", secrets),
                ("claims_supported", {"aud", "sub", "iss", "auth_time", "name", "given_name", "family_name",
                                      "preferred_username", "email", "acr"})):
            with self.subTest(member):
                self.assertIsInstance(body[member], list)
                self.assertEqual(set(body[member]), values)
        for what in ("backchannel_logout", "backchannel_logout_session", "frontchannel_logout",
                     "frontchannel_logout_session", "claims_parameter", "request_parameter", "request_uri_parameter",
                     "authorization_response_iss_parameter"):
            self.assertIs(body[what + "_supported"], False, what)
        for what in ("require_request_uri_registration", "require_pushed_authorization_requests",
                     "tls_client_certificate_bound_access_tokens"):
            self.assertIs(body[what], False, what)

    def test_every_scope_it_names_is_granted(self):
        for scope in self.document().json()["scopes_supported"]:
            answer = self.sandbox.sign_in(scope=scope)
            self.assertEqual(answer.status_code, 200, scope)
            if scope not in ("acr", "basic", "roles", "web-origins"):  # they do not show
                self.assertIn(scope, answer.json()["scope"].split())

    def test_the_other_address_of_the_document(self):
        url = self.sandbox.address + REALM + "/.well-known/oauth-authorization-server"
        self.assertEqual(self.sandbox.http.get(url).json(), self.document().json())

    def test_every_grant_it_names_is_supported(self):
        grants = self.document().json()["grant_types_supported"]
        self.assertEqual(set(grants), {"password", "refresh_token", "client_credentials",
                                       "urn:ietf:params:oauth:grant-type:device_code"})
        for grant in grants:
            answer = self.sandbox.form("/token", grant_type=grant)
            self.assertNotIn("unsupported_grant_type", answer.text)

    def test_every_endpoint_it_names_exists(self):
        for member, url in self.document().json().items():
            if member.endswith("_endpoint") or member == "jwks_uri":
                with self.subTest(member):
                    statuses = {self.sandbox.http.get(url).status_code, self.sandbox.http.post(url).status_code}
                    self.assertNotIn(404, statuses)

    def test_the_issuer_follows_the_host(self):
        address = self.sandbox.address.replace("127.0.0.1", "localhost")
        self.assertEqual(self.document(address).json()["issuer"], address + REALM)

    def test_unknown_places(self):
        http = self.sandbox.http
        for path in ("/auth/realms/other/.well-known/openid-configuration",
                     "/auth/realms/other/protocol/openid-connect/token"):
            self.assert_oauth_error(http.get(self.sandbox.address + path), 404, "Realm does not exist")
        answer = http.get(self.sandbox.address + "/realms/master/.well-known/openid-configuration")
        self.assertEqual(answer.status_code, 404)
        self.assertTrue(answer.headers["Content-Type"].startswith("text/html"))
        self.assertEqual(http.get(self.sandbox.address + REALM + "/nowhere").status_code, 404)

    def test_realm(self):
        body = self.sandbox.http.get(self.sandbox.address + REALM).json()
        self.assertEqual((body["realm"], body["token-service"]), ("master", self.sandbox.address + PROTOCOL))


class OwnKeys(unittest.TestCase):
    def test_another_sandbox_does_not_take_our_tokens(self):
        with Sandbox("--users", "3") as one, Sandbox("--users", "3") as other:
            headers = {"Authorization": "Bearer " + one.token()}
            answer = other.http.post(other.address + "/v1/api/users/query", data="{}", headers=headers)
            self.assertEqual((answer.status_code, answer.text), (401, "Jwt verification fails"))

    def test_the_jwks_is_stable(self):
        with Sandbox("--users", "3") as sandbox:
            url = sandbox.address + PROTOCOL + "/certs"
            self.assertEqual(json.dumps(sandbox.http.get(url).json()), json.dumps(sandbox.http.get(url).json()))


if __name__ == "__main__":
    unittest.main()
