"""Stand-in for TLS over an event loop: a browser has no sockets."""


class SSLProtocol:
    pass


def add_flowcontrol_defaults(high, low, kb):
    return high, low
