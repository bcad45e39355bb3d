"""The review of a translation by a person: a sheet to read and change, and the way back into the catalogs.

reading_order      messages in the order in which readers meet them
"""

from site_builder.review.reading_order import MessageGroup, OrderedMessage, order_messages

__all__ = ["MessageGroup", "OrderedMessage", "order_messages"]
