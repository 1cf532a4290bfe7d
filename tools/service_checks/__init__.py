"""What the tools that drive the real service share."""
