"""Opens /docs in headless Chromium: it lists the operations, and "Try it out" on getMe answers with a token."""

import os
import shutil
import sys
from pathlib import Path

import requests
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as condition
from selenium.webdriver.support.ui import WebDriverWait

WORK = Path(os.environ["CI_WORK"])
ACCOUNT = "resident"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --disable-dev-shm-usage --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync --window-size=1280,2000"
)


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for flag in [*FLAGS.split(), f"--user-data-dir={WORK / 'chromium'}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "SEVERE"})
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def token():
    tokens = dict(line.split("\t") for line in (WORK / "tokens").read_text().splitlines())
    return tokens[ACCOUNT]


def check(page, base):
    def find(css):
        return WebDriverWait(page, 30).until(condition.presence_of_element_located((By.CSS_SELECTOR, css)))

    def click(css):
        element = find(css)
        page.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        WebDriverWait(page, 30).until(condition.element_to_be_clickable(element)).click()

    contract = requests.get(f"{base}/openapi.json", timeout=30).json()
    methods = {"get", "put", "post", "delete", "patch", "options", "head"}
    operations = sum(len(methods & item.keys()) for item in contract["paths"].values())

    page.get(f"{base}/docs")
    WebDriverWait(page, 60).until(lambda p: len(p.find_elements(By.CSS_SELECTOR, ".opblock")) == operations)
    print(f"{operations} operations are listed")

    click(".auth-wrapper .btn.authorize")
    find(".auth-container input#auth-bearer-value").send_keys(token())
    click(".auth-container form:has(#auth-bearer-value) button[type=submit]")
    click(".auth-container form:has(.wrapper) .btn-done")

    block = '.opblock[id$="-getMe"]'
    click(f"{block} .opblock-summary-control")
    click(f"{block} .try-out__btn")
    click(f"{block} .execute")
    status = find(f"{block} .live-responses-table .response .response-col_status").text.split()[0]
    body = find(f"{block} .live-responses-table .response .response-col_description").text
    assert status == "200", f"getMe answered {status}: {body}"
    assert ACCOUNT in body, f"getMe does not show {ACCOUNT}: {body}"
    print("Try it out on getMe answered 200")

    loaded = page.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
    elsewhere = [url for url in loaded if not url.startswith((base, "data:", "blob:"))]
    assert not elsewhere, f"the page asks elsewhere: {elsewhere}"
    severe = [entry["message"] for entry in page.get_log("browser")]
    assert not severe, f"the page logged errors: {severe}"


def main():
    base = sys.argv[1]
    page = browser()
    try:
        check(page, base)
    except Exception:
        shot = Path(os.environ.get("CI_SHOT", WORK / "docs.png"))
        page.save_screenshot(str(shot))
        raise
    finally:
        page.quit()


if __name__ == "__main__":
    main()
