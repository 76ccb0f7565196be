"""A channel as small as one can be: messages are files in a folder. docs/how-to/channel.md tells of it."""
