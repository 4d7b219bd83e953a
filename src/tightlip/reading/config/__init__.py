"""Configuration files: YAML, JSON, TOML and HCL, each into the same nodes, and the nodes into facts."""
