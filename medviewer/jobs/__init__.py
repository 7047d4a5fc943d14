"""Background work: one database thread, one inference thread, readers. Qt, no widgets."""
