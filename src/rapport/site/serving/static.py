"""Static files, named by content and compressed once; plain while nothing is built."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class BuiltFiles(ManifestStaticFilesStorage):
    """Gives the hashed address of a built file, and the plain one of a file that is not built (in tests)."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the name a file is stored under."""
        if not self.hashed_files:
            return str(self.clean_name(name))
        return str(super().stored_name(name))
