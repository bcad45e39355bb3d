"""Ctrl-C for programs that tests start."""

import signal


def heed_ctrl_c() -> None:
    """As `preexec_fn`: the program heeds SIGINT, also where the tests were started with it ignored.

    A shell ignores it for what runs in the background, and a program inherits that.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
