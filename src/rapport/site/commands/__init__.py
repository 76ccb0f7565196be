"""The verbs of `rapport`: one file each, found by its name; see `rapport.site.cli` for what a file holds."""
