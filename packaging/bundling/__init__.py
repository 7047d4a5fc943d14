"""What makes the program a thing to install: contents, licences, archives, packages."""
