"""The map: a tree as a picture and as a list, and as diagrams that other tools read and write.

- mermaid: a tree as a Mermaid flowchart, or as a DOT graph; labels, condition_text: what their labels say
- mermaid_lines, mermaid_reader: a flowchart -> the tree that it draws
- draft: that tree as the files of a guide
"""

from site_builder.map.draft import draft_of_mermaid
from site_builder.map.mermaid import write_dot, write_mermaid
from site_builder.map.mermaid_reader import read_mermaid

__all__ = ["draft_of_mermaid", "read_mermaid", "write_dot", "write_mermaid"]
