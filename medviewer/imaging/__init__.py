"""From files to image volumes, and from image volumes to what is shown."""
