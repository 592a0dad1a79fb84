"""A stand-in for WeChat's `code2Session`: every code is somebody's. Prints the port that it listens on."""

import hashlib
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Session(BaseHTTPRequestHandler):
    def do_GET(self):
        code = parse_qs(urlsplit(self.path).query).get("js_code", [""])[0]
        whose = "o" + hashlib.sha256(code.encode()).hexdigest()[:27]
        told = json.dumps({"openid": whose, "session_key": "never-read"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Session)
print(server.server_address[1], flush=True)
server.serve_forever()
