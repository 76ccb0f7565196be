"""The design system: every page of the product is made of these parts."""
