"""The sandbox's sign-in answers against the real Keycloak's, case by case."""
import unittest

import cases
import realm
import shared
from sides import KeycloakSide, SandboxSide, seen

FACTS = shared.facts()

# Members of Keycloak's discovery document that name what the sandbox has nothing of. A member that is neither here nor
# in the sandbox fails the test.
NOT_IN_THE_SANDBOX = {
    # sign-in by browser
    "check_session_iframe", "authorization_signing_alg_values_supported", "authorization_encryption_alg_values_supported",
    "authorization_encryption_enc_values_supported", "request_object_signing_alg_values_supported",
    "request_object_encryption_alg_values_supported", "request_object_encryption_enc_values_supported",
    "pushed_authorization_request_endpoint",
    # clients that register themselves, sign their requests, or are called back
    "registration_endpoint", "token_endpoint_auth_signing_alg_values_supported",
    "introspection_endpoint_auth_signing_alg_values_supported", "revocation_endpoint_auth_signing_alg_values_supported",
    "backchannel_token_delivery_modes_supported", "backchannel_authentication_endpoint",
    "backchannel_authentication_request_signing_alg_values_supported", "mtls_endpoint_aliases",
    # answers that are encrypted or signed on demand
    "id_token_encryption_alg_values_supported", "id_token_encryption_enc_values_supported",
    "userinfo_encryption_alg_values_supported", "userinfo_encryption_enc_values_supported",
}


class Comparison(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.keycloak = KeycloakSide(FACTS)
        cls.addClassCleanup(cls.keycloak.end)
        cls.sandbox = SandboxSide()
        cls.addClassCleanup(cls.sandbox.end)

    @staticmethod
    def answers(ask, side):
        given = ask(side)
        return [seen(answer) for answer in (given if isinstance(given, list) else [given])]

    def compare(self, table, keycloak, sandbox):
        for name, ask in table.items():
            with self.subTest(name):
                self.assertEqual(self.answers(ask, sandbox), self.answers(ask, keycloak))

    def test_1_there_are_enough_cases(self):
        count = len(cases.CASES) + len(cases.ROTATION) + len(cases.LOCKING)
        print(f"{count} cases")
        self.assertGreaterEqual(count, 45)

    def test_2_each_case(self):
        self.compare(cases.CASES, self.keycloak, self.sandbox)

    def test_3_refresh_tokens_for_one_use(self):
        sandbox = SandboxSide("--refresh-reuse", "0")
        self.addCleanup(sandbox.end)
        with self.keycloak.admin.realm_with(revokeRefreshToken=True, refreshTokenMaxReuse=0):
            self.compare(cases.ROTATION, self.keycloak, sandbox)

    def test_4_locked_out(self):
        self.sandbox.admin_rest("PUT", "", realm.LOCKING)
        with self.keycloak.admin.realm_with(**realm.LOCKING):
            self.compare(cases.LOCKING, self.keycloak, self.sandbox)

    def test_5_discovery(self):
        path = realm.REALM + "/.well-known/openid-configuration"
        theirs, ours = self.keycloak.get(path), self.sandbox.get(path)
        for fact in ("status", "type"):
            self.assertEqual(seen(ours)[fact], seen(theirs)[fact])
        theirs, ours = theirs.json(), ours.json()
        self.assertEqual(set(theirs) - set(ours), NOT_IN_THE_SANDBOX)
        self.assertEqual(set(ours) - set(theirs), set())
        for name, value in ours.items():
            with self.subTest(name):
                self.assertIs(type(value), type(theirs[name]))
                if isinstance(value, list):
                    self.assertLessEqual(set(value), set(theirs[name]))
                elif isinstance(value, str):
                    self.assertEqual(value.replace(self.sandbox.address, ""),
                                     theirs[name].replace(self.keycloak.address, ""))


if __name__ == "__main__":
    unittest.main(verbosity=2)
