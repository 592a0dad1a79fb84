"""A second factor for an account that was made to be thrown away."""

import base64
import hashlib
import hmac
import struct
import time


def code(secret, at):
    """RFC 6238: SHA-1, six digits, 30 seconds."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def body(world, operation, token):
    """What the account has to send, which is first brought into the state for it; `None` where there is none."""
    if operation not in ("confirmTotp", "removeTotp"):
        return None
    headers = {"Authorization": f"Bearer {token}"}

    def post(path, told):
        return world.session.post(world.base + path, json=told, headers=headers, timeout=30).json()

    shown = {"code": code(post("/v1/me/totp", {})["secret"], time.time())}
    if operation == "confirmTotp":
        return shown
    return {"code": post("/v1/me/totp/confirm", shown)["recovery_codes"][0]}
