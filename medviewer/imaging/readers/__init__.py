"""File formats: each module here holds one ``READER``."""
