"""A wallaroo-sandbox process on the test's desk, with an account whose secrets nobody else knows."""
import json
import re
import secrets
import subprocess

from desk import wait_for


class SandboxServer:
    def __init__(self, desk, binary, users, *options):
        self.creds = desk.home / "given" / "creds.json"
        self.creds.parent.mkdir(exist_ok=True)
        self.canaries = {"password": "canary-password-" + secrets.token_hex(8),
                         "confidentialPassword": "canary-secret-" + secrets.token_hex(8)}
        self.account = {"username": "ana.canary@example.com", "email": "ana.canary@example.com", "confidentialClient": "api-client",
                        **self.canaries}
        self.creds.write_text(json.dumps(self.account))
        self.creds.chmod(0o600)
        self.log = desk.home / "sandbox.out"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([binary, "--users", str(users), "--workspaces", "30", "--creds", str(self.creds), *options],
                                            stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        self.address = wait_for("the sandbox's address", self._address)

    def _address(self):
        found = re.search(r"Listening on (\S+)", self.log.read_text())
        return found and found.group(1)

    def close(self):
        self.process.terminate()
        self.process.wait(10)


def sign_in(program, sandbox):
    """In the dialog of the first start, by its names."""
    program.type_into("Instance", sandbox.address)
    program.type_into("User name", sandbox.account["username"])
    program.type_into("Password", sandbox.account["password"])
    program.type_into("Client secret", sandbox.account["confidentialPassword"])
    program.press("Sign in")


def places_on_disk(desk, sandbox):
    """What lies in files of the desk besides the keyring and the account that the test itself wrote."""
    keyrings = desk.home / ".local/share/keyrings"
    return {path: path.read_bytes() for path in desk.home.rglob("*")
            if path.is_file() and path != sandbox.creds and keyrings not in path.parents}
