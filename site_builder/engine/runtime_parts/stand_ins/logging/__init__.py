"""Stand-in for logging: Pyodide's event loop has a logger, and what it says goes to the browser's console."""

import sys

NOTSET, DEBUG, INFO, WARNING, ERROR, CRITICAL = 0, 10, 20, 30, 40, 50


class Logger:
    def __init__(self, name):
        self.name = name

    def isEnabledFor(self, level):  # noqa: N802 - the library calls it so
        return level >= WARNING

    def log(self, level, message, *arguments, **_):
        if self.isEnabledFor(level):
            print(message % arguments if arguments else message, file=sys.stderr)

    def debug(self, message, *arguments, **more):
        self.log(DEBUG, message, *arguments, **more)

    def info(self, message, *arguments, **more):
        self.log(INFO, message, *arguments, **more)

    def warning(self, message, *arguments, **more):
        self.log(WARNING, message, *arguments, **more)

    def error(self, message, *arguments, **more):
        self.log(ERROR, message, *arguments, **more)

    exception = error
    critical = error

    def addHandler(self, handler):  # noqa: N802
        pass


class StreamHandler:
    pass


def getLogger(name=""):  # noqa: N802
    return Logger(name)
