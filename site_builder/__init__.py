"""What runs on the build machine: YAML and catalogs in, a proved guide and its sites out."""
