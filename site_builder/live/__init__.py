"""Serving while somebody writes: the edition that is looked at is built first, and its pages show themselves
anew. Nothing of this is ever part of a site."""
