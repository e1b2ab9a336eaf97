"""The pictures of the README, taken by a browser from a platform that runs in demo mode.

make run            # in one terminal
make pictures       # in another
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parent / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PICTURES = {
    "home": ("", "/", ""),
    "case": ("owner", "/my/", "湘潭示例食品有限公司"),
    "desk": ("approver", "/desk/", ""),
    "board": ("leader", "/board/", ""),
}


def main(address: str) -> None:
    """Take every picture; the first link with the named text is followed."""
    FOLDER.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, (who, path, link) in PICTURES.items():
            page = browser.new_context(
                locale="zh-CN", viewport={"width": 1200, "height": 900}
            ).new_page()
            _take(page, address, who, path, link)
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


def _take(page: Page, address: str, who: str, path: str, link: str) -> None:
    if who:
        page.goto(f"{address}/login/")
        page.click(f'button[value="{who}"]')
    page.goto(address + path)
    if link:
        page.get_by_role("link", name=link).last.click()
        page.wait_for_load_state()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
