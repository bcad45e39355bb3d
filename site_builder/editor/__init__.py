"""Editors: what the language server of whoever writes the guide's YAML needs for completion.

- schemas: JSON Schemas of the files' format, the same for every guide
- guide_schemas: the same with the ids that one guide has, kept in its `.cache`
- id_schemas: the ids, conditions and texts of one guide as JSON Schemas
"""

from site_builder.editor.guide_schemas import write_guide_schemas
from site_builder.editor.schemas import write_schemas

__all__ = ["write_guide_schemas", "write_schemas"]
