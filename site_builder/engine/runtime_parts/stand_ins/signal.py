"""Stand-in for signals: a browser has none, and their names are an enumeration of seventy members."""

from _signal import SIGINT, default_int_handler, getsignal, set_wakeup_fd, signal  # noqa: F401
