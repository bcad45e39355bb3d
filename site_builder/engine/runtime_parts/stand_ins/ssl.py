"""Stand-in for TLS: a browser has its own. Modules that can do without it ask for it in a try statement."""

raise ImportError("there is no ssl in this Python")
