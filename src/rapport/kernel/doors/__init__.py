"""The guarded doors: outbound HTTP, XML, archives, images."""
