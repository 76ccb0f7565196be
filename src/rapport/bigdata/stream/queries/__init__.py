"""Reads of the stream for whoever watches over the installation."""
