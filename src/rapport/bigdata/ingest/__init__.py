"""Events come in: from shops' pages, servers, apps and devices, each source by a key of its own."""
