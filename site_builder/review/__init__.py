"""The review of a translation by a person: a sheet to read and change, and what it saves.

reading_order      messages in the order in which readers meet them
sheet              what a reviewer must know of each: terms, labels, places
sheet_html         the sheet as one page that works from a file; its template is in pages/, its script in web/
review_file        what the page saves, read and checked

How a review gets into the catalogs is in `locales.catalog_review`.
"""

from site_builder.review.reading_order import MessageGroup, OrderedMessage, order_messages
from site_builder.review.review_file import Review, read_review
from site_builder.review.sheet import Sheet, SheetMaker, problems_by_key
from site_builder.review.sheet_html import SCRIPT, render_sheet

__all__ = [
    "SCRIPT",
    "MessageGroup",
    "OrderedMessage",
    "Review",
    "Sheet",
    "SheetMaker",
    "order_messages",
    "problems_by_key",
    "read_review",
    "render_sheet",
]
