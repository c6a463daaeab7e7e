"""The server that all tests of a run share, as serve.py described it; and where there is none, the reason to skip."""
import base64
import hashlib
import hmac
import json
import os
import pathlib
import struct
import sys
import time

import realm


def facts():
    """What serve.py wrote to $WALLAROO_KEYCLOAK. Ends the program, as skipped, when there is no server."""
    found = json.loads(pathlib.Path(os.environ["WALLAROO_KEYCLOAK"]).read_text(encoding="utf-8"))
    if "skipped" in found:
        print("skipped: " + found["skipped"])
        sys.exit(0)
    return found


def admin(found):
    return realm.Admin(found["address"], (found["admin"]["username"], found["admin"]["password"]))


def totp(key, at=None):
    """RFC 6238 with SHA-1, 6 digits, 30 s."""
    step = int(time.time() if at is None else at) // 30
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7fffffff) % 1000000:06d}"


def base32_key(text):
    return base64.b32decode(text + "=" * (-len(text) % 8))
