"""What tests do in a page of the guide that Selenium drives, and what they wait for.

All of it looks at the frame that the driver has been switched to, so it serves for pages and for frames in
pages.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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
GONE = (NoSuchElementException, StaleElementReferenceException)
"""What is said of an element that has gone since it was found."""


def ask(command: Callable[[], T]) -> T:
    """What an element says, or does. One that goes meanwhile is stale; WebKit calls it an error of a script.

    A script of a test is not run by this, so that its own mistake is an error at once.
    """
    try:
        return command()
    except JavascriptException as error:
        raise StaleElementReferenceException(error.msg) from error


def until(driver: WebDriver, happened: Callable[[], T]) -> T:
    """Wait until `happened` answers with something true, and return that."""
    waiting = WebDriverWait(driver, PATIENCE, poll_frequency=0.05, ignored_exceptions=GONE)
    return waiting.until(lambda _: happened())


def find(driver: WebDriver, css: str) -> WebElement:
    """The first element that matches, once it is there."""
    return until(driver, lambda: driver.find_element(By.CSS_SELECTOR, css))


def visible(driver: WebDriver, css: str) -> list[WebElement]:
    """The elements that match and can be seen, now."""
    return [one for one in driver.find_elements(By.CSS_SELECTOR, css) if _is_seen(one)]


def visible_texts(driver: WebDriver, css: str) -> list[str]:
    """The texts of the elements that match and can be seen, once there are some."""
    return until(driver, lambda: [ask(partial(getattr, one, "text")) for one in visible(driver, css)])


def _is_seen(element: WebElement) -> bool:
    """Whether an element can be seen. One that has gone cannot."""
    try:
        return ask(element.is_displayed)
    except GONE:
        return False


def click(driver: WebDriver, css: str) -> None:
    """Click the first element that matches, once it is there; another one where that has gone meanwhile."""

    def clicked() -> bool:
        ask(driver.find_element(By.CSS_SELECTOR, css).click)
        return True

    until(driver, clicked)


def text_of(driver: WebDriver, css: str) -> str:
    """The text of the first element that matches, once it has some."""
    return until(driver, lambda: ask(lambda: driver.find_element(By.CSS_SELECTOR, css).text))


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
        click(driver, f".guide-current [data-answer='{id}'] a")
        find(driver, f".guide-current:not([id='{before}'])")
