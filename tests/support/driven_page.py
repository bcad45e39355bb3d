"""What tests do in a page of the guide that Selenium drives, and what they wait for.

All of it looks at the frame that the driver has been switched to, so it serves for pages and for frames in
pages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from selenium.common.exceptions import (
    JavascriptException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.support.engines import PATIENCE

T = TypeVar("T")


def until(driver: WebDriver, happened: Callable[[], T]) -> T:
    """Wait until `happened` answers with something true, and return that."""
    waiting = WebDriverWait(
        driver,
        PATIENCE,
        poll_frequency=0.05,
        ignored_exceptions=(NoSuchElementException, StaleElementReferenceException),
    )
    return waiting.until(lambda _: happened())


def find(driver: WebDriver, css: str) -> WebElement:
    """The first element that matches, once it is there."""
    return until(driver, lambda: driver.find_element(By.CSS_SELECTOR, css))


def visible(driver: WebDriver, css: str) -> list[WebElement]:
    """The elements that match and can be seen, now."""
    return [one for one in driver.find_elements(By.CSS_SELECTOR, css) if _is_seen(one)]


def _is_seen(element: WebElement) -> bool:
    """Whether an element can be seen. One that has gone cannot; WebKit calls that an error of a script."""
    try:
        return element.is_displayed()
    except (JavascriptException, StaleElementReferenceException):
        return False


def engine(driver: WebDriver) -> str:
    """How far the engine is: static, loading, ready or failed."""
    return str(driver.execute_script("return document.documentElement.dataset.engine"))


def ready(driver: WebDriver) -> None:
    """Wait until the engine runs. One that will not is an error at once."""
    until(driver, lambda: engine(driver) in ("ready", "failed"))
    assert engine(driver) == "ready"


def shown(driver: WebDriver) -> str:
    """The question or outcome that is shown; "" while none is."""
    return str(
        driver.execute_script(
            "const step = document.querySelector('.guide-current')?.dataset;"
            "return step?.question ?? step?.outcome ?? ''"
        )
    )


def at_step(driver: WebDriver, id: str) -> None:
    """Wait until the question or outcome of that id is the step that is shown."""
    try:
        until(driver, lambda: shown(driver) == id)
    except Exception as error:
        error.add_note(f"waited for {id}; the page shows {shown(driver)!r}")
        raise


def answer(driver: WebDriver, *ids: str) -> None:
    """Choose an answer with the mouse, once for each answer id."""
    for id in ids:
        before = find(driver, ".guide-current").get_attribute("id")
        find(driver, f".guide-current [data-answer='{id}'] a").click()
        find(driver, f".guide-current:not([id='{before}'])")
