"""What stands before every MLOps call: the token, the path, the method, the body (mlops reference 1.2, 1.8, 7, 9.1)."""

import base64
import json
import socket
import time
import unittest

from sandbox import Case, claims

CALLS = ("users/query", "users/invite", "users/activate", "users/deactivate", "user", "workspaces/create",
         "workspaces/list", "workspaces/list_users", "workspaces/add_user", "workspaces/remove_user")
FORM = "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections"


class Features(Case):
    def test_the_cheap_call_with_and_without_a_body(self):
        url = self.sandbox.address + "/v1/api/features/list"
        headers = {"Authorization": "Bearer " + self.sandbox.token("user")}
        for options in ({"json": {}}, {}):  # the vendor's SDK sends no body and no content type
            answer = self.sandbox.http.post(url, headers=headers, **options)
            self.assertEqual((answer.status_code, answer.headers["Content-Type"]), (200, "application/json"))
            told = answer.json()
            self.assertEqual(set(told), {"features", "name", "is_auth_enabled"})
            self.assertIs(told["is_auth_enabled"], True)
            self.assertEqual(told["features"], {"plateau": "true"}, "texts, not truth values")
        self.assertEqual(self.sandbox.http.post(url).status_code, 401)
        self.assertEqual(self.sandbox.http.get(url, headers=headers).status_code, 405)


class Tokens(Case):
    def post(self, path, authorization=None, body="{}"):
        headers = {"Authorization": authorization} if authorization else {}
        return self.sandbox.http.post(self.sandbox.address + "/v1/api/" + path, data=body, headers=headers)

    def forged(self, **changes):
        """A token with changed claims under the old signature."""
        head, _, signature = self.sandbox.token("user").split(".")
        body = json.dumps({**claims(self.sandbox.token("user")), **changes}).encode()
        return ".".join((head, base64.urlsafe_b64encode(body).rstrip(b"=").decode(), signature))

    def test_every_call_wants_a_token(self):
        for path in CALLS + ("no/such/call",):
            answer = self.post(path)
            self.assert_text(answer, 401)
            self.assertEqual(answer.text, "Jwt is missing")
            self.assertIn("Bearer realm=", answer.headers["WWW-Authenticate"])

    def test_bad_tokens(self):
        good = self.sandbox.token("user")
        refresh = self.sandbox.sign_in("user", scope="openid").json()
        for name, authorization, text in (
                ("basic", "Basic " + good, "Jwt is missing"),
                ("garbage", "Bearer canary-token", FORM),
                ("two parts", "Bearer " + good.rsplit(".", 1)[0], FORM),
                ("no signature", "Bearer " + good.rsplit(".", 1)[0] + ".", "Jwt verification fails"),
                ("forged", "Bearer " + self.forged(sub="x"), "Jwt verification fails"),
                ("refresh token", "Bearer " + refresh["refresh_token"], "Jwt verification fails"),
                ("id token", "Bearer " + refresh["id_token"], "Jwt verification fails")):
            with self.subTest(name):
                answer = self.post("users/query", authorization)
                self.assert_text(answer, 401)
                self.assertEqual(answer.text, text)

    def test_the_algorithm_is_not_the_tokens_choice(self):
        head = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b"=").decode()
        body = self.sandbox.token().split(".")[1]
        self.assertEqual(self.post("users/query", f"Bearer {head}.{body}.").text, "Jwt verification fails")

    def test_the_host_of_the_issuer_does_not_matter(self):
        url = self.sandbox.address.replace("127.0.0.1", "localhost") + "/v1/api/users/query"
        answer = self.sandbox.http.post(url, data="{}", headers={"Authorization": "Bearer " + self.sandbox.token()})
        self.assertEqual(answer.status_code, 200)

    def test_an_inference_token_is_not_for_administration(self):
        token = self.sandbox.form("/token", grant_type="client_credentials").json()["access_token"]
        for path in CALLS:
            answer = self.post(path, "Bearer " + token)
            self.assert_text(answer, 403)
            self.assertEqual(answer.text, "RBAC: access denied")

    def test_config_needs_no_token(self):
        answer = self.sandbox.http.get(self.sandbox.address + "/v1/api/config",
                                       headers={"Content-Type": "application/json"})
        self.assertEqual((answer.status_code, answer.headers["Content-Type"]), (200, "application/json"))
        self.assertEqual(answer.json(), {"default_arch": "x86"})


class Shapes(Case):
    def test_the_proxy_shows_in_the_headers(self):
        answer = self.sandbox.call("users/query", {})
        self.assertTrue(answer.headers["x-envoy-upstream-service-time"].isdigit())
        self.assertNotIn("Content-Encoding", answer.headers)
        self.assertNotIn("Transfer-Encoding", answer.headers)

    def test_wrong_paths_and_methods(self):
        http, address = self.sandbox.http, self.sandbox.address
        headers = {"Authorization": "Bearer " + self.sandbox.token()}
        for path in ("/v1/api/users/none", "/v1/api/users/query/", "/v1/other", "/v2/api/assays/list"):
            nothing = http.post(address + path, data="{}", headers=headers)
            self.assertEqual((nothing.status_code, nothing.headers["Content-Type"].split(";")[0]), (404, "text/html"), path)
        for method in ("GET", "PUT", "DELETE", "PATCH"):
            answer = http.request(method, address + "/v1/api/users/query", headers=headers)
            self.assertEqual((answer.status_code, answer.headers["allow"]), (405, "POST"), method)
        page = http.get(address + "/nowhere")
        self.assertEqual(page.status_code, 404)
        self.assertTrue(page.headers["Content-Type"].startswith("text/html"))
        self.assertEqual(http.get(address + "/").status_code, 200)

    def test_the_content_type_does_not_matter(self):
        for kind in ("application/json", "application/json; charset=utf-8", "text/plain", "",
                     "application/x-www-form-urlencoded"):
            answer = self.sandbox.call("users/query", "{}", headers={"Content-Type": kind})
            self.assertEqual(answer.status_code, 200, kind)
            self.assertEqual(len(answer.json()["users"]), 40)

    def test_a_form_in_parts_is_no_json(self):
        url = self.sandbox.address + "/v1/api/users/query"
        parts = {"name": (None, "value")}
        answer = self.sandbox.http.post(url, files=parts)
        self.assertEqual((answer.status_code, answer.text), (401, "Jwt is missing"))
        headers = {"Authorization": "Bearer " + self.sandbox.token()}
        answer = self.sandbox.http.post(url, files=parts, headers=headers)
        self.assert_text(answer, 400, "Failed to parse the request body as JSON: ", "EOF while parsing")

    def test_broken_json_is_400_text(self):
        for body, text in (("", "EOF while parsing a value at line 1 column 0"), ("{", "EOF while parsing"),
                           ('{"a":}', "expected value at line 1 column 6"), ("nonsense", "expected value"),
                           ('{"a":1} x', "trailing characters"), ('{\n"a":x}', "at line 2 column 5")):
            with self.subTest(body):
                answer = self.sandbox.call("users/invite", body)
                self.assert_text(answer, 400, "Failed to parse the request body as JSON: ", text)

    def test_missing_and_wrong_fields_are_422_text(self):
        edit = {"id": "x", "firstName": "", "lastName": "", "email": "a@example.com", "enabled": True, "isAdmin": False}
        cases = [("users/invite", {}, "missing field `email`"),
                 ("users/activate", {}, "missing field `email`"),
                 ("users/deactivate", {}, "missing field `email`"),
                 ("users/invite", {"email": 5}, "email: invalid type: integer `5`, expected a string"),
                 ("users/invite", {"email": None}, "email: invalid type: null, expected a string"),
                 ("users/query", {"user_ids": "x"}, 'user_ids: invalid type: string "x", expected a sequence'),
                 ("users/query", {"user_ids": [1]}, "user_ids: invalid type: integer `1`, expected a string"),
                 ("users/query", [], "invalid type: sequence, expected a map"),
                 ("workspaces/create", {}, "missing field `workspace_name`"),
                 ("workspaces/list_users", {}, "missing field `workspace_id`"),
                 ("workspaces/list_users", {"workspace_id": "1"}, "workspace_id: invalid type"),
                 ("workspaces/add_user", {"email": "x"}, "missing field `workspace_id`"),
                 ("workspaces/remove_user", {"email": "x"}, "missing field `workspace_id`")]
        for field in edit:
            cases.append(("user", {key: edit[key] for key in edit if key != field}, f"missing field `{field}`"))
        for path, body, text in cases:
            with self.subTest(path=path, body=body):
                self.assert_text(self.sandbox.call(path, body), 422, text)

    def test_unknown_and_null_fields_are_ignored(self):
        body = {"workspace_id": 1, "nonsense": [1, {"a": 2}], "user_ids": None}
        self.assertEqual(len(self.sandbox.call("users/query", body).json()["users"]), 40)

    def test_a_post_without_a_body_is_answered_at_once(self):
        # As `curl -X POST` sends it: neither Content-Length nor Transfer-Encoding.
        host, port = self.sandbox.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            start = time.monotonic()
            connection.sendall(b"POST /v1/api/users/query HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertTrue(connection.recv(4096).startswith(b"HTTP/1.1 401 "))
            self.assertLess(time.monotonic() - start, 2)

    def test_chunked_bodies(self):
        answer = self.sandbox.http.post(self.sandbox.address + "/v1/api/users/query", data=iter([b'{"user', b'_ids":[]}']),
                                        headers={"Authorization": "Bearer " + self.sandbox.token()})
        self.assertEqual((answer.status_code, answer.json()), (200, {"users": {}}))

    def test_bodies_beyond_16_mib_are_refused(self):
        large = b" " * (17 * 1024 * 1024)
        for body in (large, iter([large])):  # with a length, and in chunks
            answer = self.sandbox.http.post(self.sandbox.address + "/v1/api/users/query", data=body,
                                            headers={"Authorization": "Bearer " + self.sandbox.token()})
            self.assertEqual(answer.status_code, 413)
            self.assertEqual(self.sandbox.call("users/query", {}).status_code, 200)

    def test_a_host_header_cannot_add_headers(self):
        for host in ("x%0d%0aInjected: yes", 'x" y', "<b>"):
            answer = self.sandbox.http.post(self.sandbox.address + "/v1/api/users/query", headers={"Host": host})
            self.assertNotIn("Injected", answer.headers)
            self.assertIn(f'realm="{self.sandbox.address}/v1/api/users/query"', answer.headers["WWW-Authenticate"])


if __name__ == "__main__":
    unittest.main()
