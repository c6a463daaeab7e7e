"""What the realm holds that the tests run against: Wallaroo's two clients, clients that show one thing each, and a user of
every condition. Set up over Keycloak's admin REST; the database is then kept, under a name made from this file."""
import contextlib
import time

import requests

REALM = "/auth/realms/master"
PROTOCOL = REALM + "/protocol/openid-connect"
ADMIN_REST = "/auth/admin/realms/master"

SECRET = "not-a-real-secret"
PASSWORD = "Correct-Horse-9"
PLATFORM = "platform-service"
OTP_KEY = b"NOTAREALOTPSECRET123"
LOOPBACK = ["http://127.0.0.1/*", "http://localhost/*"]


def _hasura(name, attribute):
    return {"name": name, "protocol": "openid-connect", "protocolMapper": "oidc-usermodel-property-mapper",
            "config": {"user.attribute": attribute, "claim.name": f"https://hasura\\.io/jwt/claims.{name}",
                       "jsonType.label": "String", "access.token.claim": "true"}}


MAPPERS = [_hasura("x-hasura-user-id", "id"), _hasura("x-hasura-user-email", "email")]


def _public(name, **more):
    attributes = more.pop("attributes", {})
    return {"clientId": name, "publicClient": True, "directAccessGrantsEnabled": True, "standardFlowEnabled": True,
            "redirectUris": LOOPBACK, "protocolMappers": MAPPERS, "attributes": attributes, **more}


def _confidential(name, **more):
    return _public(name, **{"publicClient": False, "secret": SECRET, "serviceAccountsEnabled": True, **more})


DEVICE = {"oauth2.device.authorization.grant.enabled": "true"}
CLIENTS = [
    _confidential("api-client", attributes={"access.token.lifespan": "3600"}),
    _public("sdk-client", attributes={**DEVICE, "post.logout.redirect.uris": "+"}),
    # each of these shows one thing:
    _public("expiry-client", attributes={"access.token.lifespan": "2", "client.session.idle.timeout": "3"}),
    _public("device-short-client", attributes={**DEVICE, "oauth2.device.code.lifespan": "2",
                                               "oauth2.device.polling.interval": "1"}),
    _public("browser-only-client", directAccessGrantsEnabled=False),
    _public("consent-client", consentRequired=True),
    _public("disabled-client", enabled=False),
    _confidential("no-service-client", serviceAccountsEnabled=False),
    # the product's own account at Keycloak:
    _confidential(PLATFORM, directAccessGrantsEnabled=False, standardFlowEnabled=False),
]


def _person(name, first, last, **more):
    return {"username": name, "email": name, "firstName": first, "lastName": last, "enabled": True, "emailVerified": True,
            "credentials": [{"type": "password", "value": PASSWORD, "temporary": False}], **more}


OTP = {"type": "otp", "secretData": '{"value":"%s"}' % OTP_KEY.decode(),
       "credentialData": '{"subType":"totp","digits":6,"counter":0,"period":30,"algorithm":"HmacSHA1"}'}
# by the words that wallaroo-sandbox uses for its accounts
PEOPLE = {
    "administrator": _person("ana.solano@example.com", "Ana", "Solano"),
    "user": _person("mira.solano@example.com", "Mira", "Solano"),
    "disabled": _person("noor.haddad@example.com", "نور", "حداد", enabled=False),
    "temporary": _person("petra.novak@example.com", "Petra", "Novak", requiredActions=["UPDATE_PASSWORD"]),
    "one-time-code": _person("otto.berg@example.com", "Otto", "Berg"),
}
PEOPLE["one-time-code"]["credentials"].append(OTP)

# Three wrong passwords lock, until somebody unlocks: so long that no test sees the end of it.
LOCKING = {"bruteForceProtected": True, "permanentLockout": False, "failureFactor": 3, "waitIncrementSeconds": 900,
           "minimumQuickLoginWaitSeconds": 900, "maxFailureWaitSeconds": 900, "quickLoginCheckMilliSeconds": 1}
UNLOCKING = {"bruteForceProtected": False}


class Admin:
    """Keycloak's admin REST, as its first administrator."""

    def __init__(self, address, credentials):
        self.address = address
        self.credentials = credentials
        self.http = requests.Session()
        self.http.trust_env = False
        self._until = 0

    def _authorize(self):
        if time.monotonic() < self._until:
            return
        answer = self.http.post(self.address + PROTOCOL + "/token", auth=None, data={
            "grant_type": "password", "client_id": "admin-cli", "username": self.credentials[0],
            "password": self.credentials[1]})
        answer.raise_for_status()
        self.http.headers["Authorization"] = "Bearer " + answer.json()["access_token"]
        self._until = time.monotonic() + 40

    def call(self, method, path, body=None, **options):
        self._authorize()
        for attempt in range(6):
            answer = self.http.request(method, self.address + ADMIN_REST + path, json=body, **options)
            if answer.status_code == 400 and "Session/EntityManager is closed" in answer.text and attempt < 5:
                time.sleep(0.5)  # 22.0.5 now and then; nothing was changed
                continue
            break
        if answer.status_code >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
        return answer.json() if answer.content else None

    def realm(self, **settings):
        self.call("PUT", "", settings)

    @contextlib.contextmanager
    def realm_with(self, **settings):
        """The realm with other settings, for a while."""
        now = self.call("GET", "")
        before = {name: now[name] for name in settings}
        self.realm(**settings)
        try:
            yield
        finally:
            self.realm(**before)

    def user_id(self, name):
        return next(user["id"] for user in self.call("GET", "/users", params={"username": name, "exact": "true"}))

    def client_uuid(self, name):
        return self.call("GET", "/clients", params={"clientId": name})[0]["id"]

    def enable(self, name, enabled=True):
        self.call("PUT", "/users/" + self.user_id(name), {"enabled": enabled})

    def log_out(self, name):
        self.call("POST", f"/users/{self.user_id(name)}/logout")

    def sessions(self, name):
        return self.call("GET", f"/users/{self.user_id(name)}/sessions")

    def wait_until_locked(self, name):
        """Keycloak counts failures in a thread of its own: the next attempt may be quicker."""
        path = "/attack-detection/brute-force/users/" + self.user_id(name)
        end = time.monotonic() + 10
        while not self.call("GET", path)["disabled"]:
            assert time.monotonic() < end, f"{name} is not locked"
            time.sleep(0.05)

    def unlock(self, name):
        """Until it stays: a failure that is still being counted would begin anew."""
        path = "/attack-detection/brute-force/users/" + self.user_id(name)
        quiet = 0
        while quiet < 2:
            self.call("DELETE", path)
            time.sleep(0.1)
            state = self.call("GET", path)
            quiet = 0 if state["disabled"] or state["numFailures"] else quiet + 1


def set_up(server):
    import distribution  # it imports this module as well
    admin = Admin(server.address, distribution.ADMIN)
    for client in CLIENTS:
        admin.call("POST", "/clients", client)
    for person in PEOPLE.values():
        admin.call("POST", "/users", person)
    role = admin.call("GET", "/roles/admin")
    platform = admin.call("GET", f"/clients/{admin.client_uuid(PLATFORM)}/service-account-user")["id"]
    for user in (admin.user_id(PEOPLE["administrator"]["username"]), platform):
        admin.call("POST", f"/users/{user}/role-mappings/realm", [role])
