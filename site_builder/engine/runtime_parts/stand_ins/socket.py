"""Stand-in for sockets: a browser has none. What stays are the defaults of methods of an event loop."""

AF_UNSPEC, AI_PASSIVE = 0, 1
