"""MedViewer: a desktop program for reading medical scans with AI."""

__version__ = "0.1.0"
