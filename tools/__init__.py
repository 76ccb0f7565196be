"""Tools of the house: what builds, checks and scaffolds; no part of the product."""
