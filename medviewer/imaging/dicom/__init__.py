"""DICOM files: header, geometry, calibration, pixels. Imported only when one is opened."""

import logging
import warnings

import pydicom.config

# What is wrong with a file is told in our own words, once; pydicom's remarks on every odd
# element of a hospital's files would bury that.
pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
logging.getLogger("pydicom").setLevel(logging.CRITICAL)
warnings.filterwarnings("ignore", module=r"pydicom\.")
