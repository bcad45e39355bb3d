"""The decision engine: answers in, the next question or the outcome out.

Standard library only, and free of files, YAML and HTML, so that the same code runs on the build
machine, in tests, in a terminal and, inside Pyodide, in the reader's browser.
"""

__version__ = "0.1.0"
