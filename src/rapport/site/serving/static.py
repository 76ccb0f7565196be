"""Static files, named by content and compressed once; plain while nothing is built."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

_IMPORT = r"""(?P<matched>import(?P<names>\s*\{[^}]*\})\s*from\s*["'](?P<url>\./[^"']+)["'])"""


class BuiltFiles(ManifestStaticFilesStorage):
    """Gives the hashed address of a built file, and the plain one of a file that is not built (in tests).

    Our modules import each other by the addresses pages load them by: at a second one a module would run
    again. (Django's own switch reads packages' scripts too, some of which import what they do not bring.)
    """

    manifest_strict = False
    patterns = (
        *ManifestStaticFilesStorage.patterns,
        ("ui/js/*.js", ((_IMPORT, 'import%(names)s from "%(url)s"'),)),
    )

    def stored_name(self, name: str) -> str:
        """Return the name a file is stored under."""
        if not self.hashed_files:
            return str(self.clean_name(name))
        return str(super().stored_name(name))
