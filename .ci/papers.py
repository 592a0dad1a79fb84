"""Opens the notice of a rating and the badge of an estate in headless Chromium, prints the one, and looks for what must be there."""

import base64
import http.server
import sys
import threading

import requests
from selenium.webdriver.common.by import By

import cycles
from docs import browser
from world import World, read_tokens

RED = "rgba(179, 38, 30, 1)"


def result(base):
    """A public result, as a stranger reads it."""
    cycles.disclosed(World(base, read_tokens()))
    listed = requests.get(f"{base}/v1/ratings", params={"limit": 1}, timeout=30)
    assert listed.status_code == 200, listed.text
    return listed.json()["items"][0]


def check_notice(page, base, rating):
    page.get(f"{base}/v1/ratings/{rating['id']}/notice")
    assert page.find_element(By.TAG_NAME, "h1").text == "物业服务星级评价结果告知书"
    shown = page.find_element(By.TAG_NAME, "body").text
    aspects = [aspect["name"] for aspect in rating["aspects"]]
    cycle = rating["cycle"]
    for text in [rating["estate_name"], rating["enterprise_name"], cycle["name"], rating["total"], cycle["state_label"], *aspects]:
        assert text in shown, f"the notice does not show {text}"
    if cycle["state"] == "disclosed":
        until = cycle["objections_until"][:16].replace("T", " ")
        assert f"截至{until}" in shown, f"the notice does not say that it is open until {until}"
    for code in rating["disputed"]:
        assert code in shown, f"the notice does not say that {code} is disputed"
    assert "复原设计(正式清单未公布)" in shown, "the notice hides that the scheme is reconstructed"
    rows = page.find_elements(By.CSS_SELECTOR, "tbody tr")
    assert len(rows) == len(aspects), f"{len(rows)} rows for {len(aspects)} aspects"
    # The policy of the page lets its own style in.
    assert page.find_element(By.CSS_SELECTOR, ".stars").value_of_css_property("color") == RED, "the page has no style"
    chart = page.find_element(By.TAG_NAME, "svg").rect
    assert page.find_element(By.TAG_NAME, "polygon").rect["width"] > 20, "the radar is flat"
    labels = page.find_elements(By.CSS_SELECTOR, "svg text")
    assert len(labels) == len(aspects), f"{len(labels)} labels"
    for label in labels:
        left, right = label.rect["x"], label.rect["x"] + label.rect["width"]
        assert chart["x"] <= left < right <= chart["x"] + chart["width"], f"{label.text} is cut off"
    printing = {"preferCSSPageSize": True, "printBackground": True}
    printed = base64.b64decode(page.execute_cdp_cmd("Page.printToPDF", printing)["data"])
    pages = printed.count(b"/Type /Page\n")
    assert printed.startswith(b"%PDF") and pages == 1, f"{pages} printed pages of {len(printed)} bytes"
    print(f"the notice shows {len(aspects)} aspects, and is printed on one page")


def elsewhere(html):
    """The address of someone else's page."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

    server = http.server.HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def check_badge(page, base, rating):
    address = f"{base}/v1/estates/{rating['estate_id']}/badge.svg"
    page.get(address)
    stars = page.find_elements(By.CSS_SELECTOR, "path[transform]")
    full = [star for star in stars if star.get_attribute("fill") != "none"]
    drawn = rating["estate_name"] + rating["cycle"]["name"]
    assert len(stars) in (0, 5) and len(full) <= 5, f"{len(full)} of {len(stars)} stars for {drawn}"
    whole = page.find_element(By.CSS_SELECTOR, "svg").rect["width"]
    for text in page.find_elements(By.CSS_SELECTOR, "text"):
        assert text.rect["x"] + text.rect["width"] <= whole, f"{text.text} is cut off"
    page.get(elsewhere(f"<img src='{address}'>"))
    size = page.execute_async_script(
        "const done = arguments[0], picture = document.images[0];"
        "picture.decode().then(() => done([picture.naturalWidth, picture.naturalHeight]), fault => done(String(fault)))"
    )
    assert size == [round(whole), 20], f"elsewhere the badge is {size}"
    print(f"the badge is {size[0]} wide on another page")


def main():
    base = sys.argv[1]
    rating = result(base)
    page = browser()
    try:
        check_notice(page, base, rating)
        check_badge(page, base, rating)
        severe = [entry["message"] for entry in page.get_log("browser")]
        assert not severe, f"the pages logged errors: {severe}"
    finally:
        page.quit()


if __name__ == "__main__":
    main()
