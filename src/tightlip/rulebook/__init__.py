"""What we look for: the cards, token formats and vocabulary of `rules/`, loaded into plain values."""
