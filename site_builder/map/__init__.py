"""The map: a tree as pictures and as a list, and as diagrams that other tools read and write.

- graph: a tree as nodes and edges, and which edges ways take; clusters: the parts of a large one
- facts: combinations, scenarios and source lines of every node; words: its texts in a locale
- text_size, cards: how large cards are; layout: where they stand, by elkjs; svg, pictures: how it is drawn
- mermaid: a tree as a Mermaid flowchart, or as a DOT graph; labels, condition_text: what their labels say
- mermaid_lines, mermaid_reader: a flowchart -> the tree that it draws
- draft: that tree as the files of a guide
"""

from site_builder.map.draft import draft_of_mermaid
from site_builder.map.facts import MapFacts, map_facts
from site_builder.map.graph import split_by_answers
from site_builder.map.mermaid import write_dot, write_mermaid
from site_builder.map.mermaid_reader import read_mermaid
from site_builder.map.pictures import Picture, draw_pictures
from site_builder.map.words import EdgeWords, MapWords

__all__ = [
    "EdgeWords",
    "MapFacts",
    "MapWords",
    "Picture",
    "draft_of_mermaid",
    "draw_pictures",
    "map_facts",
    "read_mermaid",
    "split_by_answers",
    "write_dot",
    "write_mermaid",
]
