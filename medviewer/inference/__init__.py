"""From a scan and a model pack to masks, a diagnosis and measurements."""
