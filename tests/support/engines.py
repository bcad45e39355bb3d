"""Firefox and WebKit for the browser tests: started, driven by Selenium, cleared away.

WebKit is WebKitGTK on a screen of its own (Xvfb): Safari's engine, though not Safari.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from selenium.webdriver.common.service import Service
from selenium.webdriver.firefox.options import Options as FirefoxOptions
from selenium.webdriver.firefox.service import Service as FirefoxService
from selenium.webdriver.firefox.webdriver import WebDriver as FirefoxDriver
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.options import Options as WebKitOptions
from selenium.webdriver.webkitgtk.service import Service as WebKitService
from selenium.webdriver.webkitgtk.webdriver import WebDriver as WebKitDriver

from tests.support.engine_programs import firefox_programs, installed, webkit_programs

ZONE = "Europe/Amsterdam"
"""The time zone of the browsers, whatever this machine's is."""

PATIENCE = 90.0
"""Seconds to wait for anything that a page does: a limit for broken pages and not for busy machines."""

QUIET: Mapping[str, str | int | bool] = {
    # A proxy that is not there, for all but this machine: nothing that Firefox asks by itself gets out.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    # And most of it is not even asked.
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "network.prefetch-next": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.unified": False,
}

WATCH = """
if (!window.complaints) {
    const complaints = (window.complaints = []);
    addEventListener("error", (event) => complaints.push(`error: ${event.message}`));
    addEventListener("unhandledrejection", (event) => complaints.push(`rejected: ${event.reason}`));
    document.addEventListener("securitypolicyviolation", (event) => {
        complaints.push(`refused by ${event.violatedDirective}: ${event.blockedURI}`);
    });
    for (const name of ["error", "warn"]) {
        const said = console[name];
        console[name] = (...all) => {
            complaints.push(`${name}: ${all.join(" ")}`);
            said.apply(console, all);
        };
    }
}
"""

SAID_BY_PAGES = """
const said = Services.console.getMessageArray().filter((one) => one instanceof Ci.nsIScriptError);
Services.console.reset();
const pages = /^(content javascript|Web Worker|CSP)/;
return said.filter((one) => pages.test(one.category) && !(one.flags & Ci.nsIScriptError.warningFlag))
    .map((one) => `${one.category}: ${one.errorMessage} (${one.sourceName})`);
"""

T = TypeVar("T")


class Watched(WebDriver):
    """A driver that remembers what its pages complain of: errors, and what their policy refused.

    A page is watched from when it has loaded, a frame from when it is `watch`ed. To hear of what came before,
    let the page run WATCH as its first script, or ask Firefox.
    """

    _heard: list[str]
    scripts = True  # whether pages may run any

    def get(self, url: str) -> None:
        self._leave()
        super().get(url)
        self.watch()

    def refresh(self) -> None:
        self._leave()
        super().refresh()
        self.watch()

    def watch(self) -> None:
        """Listen in the page or frame that the driver is at, unless that is done already."""
        if self.scripts:
            self.execute_script(WATCH)

    def complaints(self) -> list[str]:
        """What has been complained of since this was last asked."""
        self._leave()
        heard, self._heard = self._heard, []
        return heard

    def _leave(self) -> None:
        self.__dict__.setdefault("_heard", [])
        if self.scripts:
            self._heard += self.execute_script("return (window.complaints ?? []).splice(0)")


class Firefox(Watched, FirefoxDriver):
    """Firefox, which also tells what its pages complained of before they were watched."""

    def complaints(self) -> list[str]:
        return [*super().complaints(), *self._of_itself(SAID_BY_PAGES)]

    @contextmanager
    def without_scripts(self) -> Iterator[None]:
        """Pages that are opened meanwhile run no script."""
        self._leave()
        self.scripts = False
        self._of_itself("Services.prefs.setBoolPref('javascript.enabled', false)")
        try:
            yield
        finally:
            self._of_itself("Services.prefs.setBoolPref('javascript.enabled', true)")
            self.get("about:blank")
            self.scripts = True

    def _of_itself(self, script: str) -> Any:
        with self.context(self.CONTEXT_CHROME):
            return self.execute_script(script)


class WebKit(Watched, WebKitDriver):
    """WebKitGTK."""


@contextmanager
def firefox() -> Iterator[Firefox]:
    """A Firefox of its own, with an empty profile. The test is skipped, in CI fails, where there is none."""
    with _folder() as folder:
        browser, driver = installed(firefox_programs, "Firefox and geckodriver")
        gecko = folder / "geckodriver"
        shutil.copy(driver, gecko)
        gecko.chmod(0o755)  # not every installer of wheels keeps what is executable
        options = FirefoxOptions()
        options.binary_location = str(browser)
        # the second lets `Firefox` read the browser's own console
        for argument in ("-headless", "-remote-allow-system-access"):
            options.add_argument(argument)
        for name, value in QUIET.items():
            options.set_preference(name, value)
        with (folder / "log").open("wb") as log:
            environment = _environment(folder) | {"MOZ_CRASHREPORTER_DISABLE": "1"}
            service = FirefoxService(str(gecko), log_output=log, env=environment, popen_kw=_OWN_GROUP.copy())
            with _running(service, lambda: Firefox(options, service), folder / "log") as started:
                yield started


@contextmanager
def webkit(*, scripts: bool = True) -> Iterator[WebKit]:
    """A WebKitGTK of its own; without `scripts` pages run none. Skipped or failed like `firefox`."""
    with ExitStack() as stack:
        folder = stack.enter_context(_folder())
        browser, driver, xvfb = installed(webkit_programs, "WebKitWebDriver, MiniBrowser and Xvfb")
        options = WebKitOptions()
        options.binary_location = str(browser)
        options.add_argument("--automation")
        if not scripts:
            options.add_argument("--enable-javascript-markup=false")
        log = stack.enter_context((folder / "log").open("wb"))
        environment = _environment(folder) | {
            "DISPLAY": stack.enter_context(_screen(xvfb)),
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
            # its sandbox needs namespaces that containers do not have; our own pages are no danger
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        }
        service = WebKitService(str(driver), log_output=log, env=environment, popen_kw=_OWN_GROUP.copy())
        with warnings.catch_warnings():
            # of Selenium's own making: it still connects to this driver in a way that it deprecates
            warnings.filterwarnings("ignore", "setting remote_server_addr", DeprecationWarning)
            started = stack.enter_context(_running(service, lambda: WebKit(options, service), folder / "log"))
        yield started


# How they run.


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for everything that a browser writes. A browser that is just ending may still write to it."""
    with tempfile.TemporaryDirectory(prefix="guide-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _environment(folder: Path) -> dict[str, str]:
    """The environment of a browser that knows nothing of this user: no home, no settings, no session bus."""
    theirs = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "SE_GECKODRIVER")
    ours = {name: value for name, value in os.environ.items() if name not in theirs}
    own = {"HOME": str(folder), "TMPDIR": str(folder), "TZ": ZONE}
    return ours | own | {"DBUS_SESSION_BUS_ADDRESS": "disabled:", "NO_AT_BRIDGE": "1"}


_OWN_GROUP = {"start_new_session": True}  # so that a driver and all that it starts can be ended together


@contextmanager
def _running(service: Service, start: Callable[[], T], log: Path) -> Iterator[T]:
    """A started browser, and at the end none of its processes."""
    try:
        try:
            driver: Any = start()
        except Exception as error:
            error.add_note(log.read_text(encoding="utf-8", errors="replace")[-2000:])
            raise
        try:
            yield driver
        finally:
            driver.quit()
    finally:
        process: subprocess.Popen[bytes] | None = getattr(service, "process", None)
        if process and hasattr(os, "killpg"):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def _screen(xvfb: Path) -> Iterator[str]:
    """The name of a display of our own. Xvfb chooses its number, so that no two runs meet on one."""
    told, tell = os.pipe()
    command = [str(xvfb), "-displayfd", str(tell), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    silent = subprocess.DEVNULL
    server = subprocess.Popen(command, pass_fds=[tell], stdin=silent, stdout=silent, stderr=silent)
    os.close(tell)
    try:
        with os.fdopen(told, "rb") as number:
            # Xvfb closes its end when it ends, so that one which cannot start is not waited for
            assert select.select([number], [], [], PATIENCE)[0], "Xvfb did not start in time"
            display = number.readline().decode().strip()
        assert display, "Xvfb did not start"
        yield f":{display}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)
