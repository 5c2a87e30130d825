"""Debian's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """A headless Chromium; skips where there is none, or fails if KITH_REQUIRE_BROWSER is set."""
    path = shutil.which("chromium")
    if path is None:
        message = "Chromium is not installed: apt-get install chromium"
        if os.environ.get("KITH_REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
