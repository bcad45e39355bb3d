"""Stand-in for child processes: a browser has none."""

PIPE, STDOUT, DEVNULL = -1, -2, -3


class Popen:
    pass
