"""The pages as Markdown, for assistants: the same statements, with ids, conditions, facts and what is open.

- pages: all pages of a locale; tree, around, names: what stands on each
- view: what all are made with: words, statements with their facts, cross references
- writer: texts as Markdown
"""

from site_builder.pages.markdown.pages import markdown_pages, markdown_path

__all__ = ["markdown_pages", "markdown_path"]
