"""Patient, study and series as a DICOM header names them."""

from medviewer.domain.patient import DEMO_ID_PREFIX, Patient, Series, Study, StudyContext
from medviewer.imaging.dicom import elements
from medviewer.imaging.dicom.file import DicomFile
from medviewer.imaging.reader import uid_from


def study_context(file: DicomFile) -> StudyContext:
    """Everything around the pixels of one file.

    A missing study or series identifier is made from the file's place, so that files without
    one are never taken for one series. A patient without an identifier gets one from the
    study: two nameless patients never become one.
    """
    ds = file.header
    place = str(file.path.absolute())
    study_uid = elements.text(ds, "StudyInstanceUID") or uid_from(f"study {place}")
    instance = elements.text(ds, "SOPInstanceUID")
    modality = elements.text(ds, "Modality")
    patient = _patient(file, study_uid)
    return StudyContext(
        patient=patient,
        study=Study(
            uid=study_uid,
            date=elements.date_time(ds, "StudyDate", "StudyTime"),
            description=elements.text(ds, "StudyDescription"),
            accession=elements.text(ds, "AccessionNumber"),
            institution=elements.text(ds, "InstitutionName"),
        ),
        series=Series(
            uid=elements.text(ds, "SeriesInstanceUID") or uid_from(f"series {place}"),
            number=elements.integer(ds, "SeriesNumber"),
            description=elements.text(ds, "SeriesDescription"),
            modality=modality or None,
        ),
        sop_class_uid=str(file.sop_class) or None,
        sop_instance_uids=(instance or uid_from(f"instance {place}"),),
        is_demo=patient.patient_id.startswith(DEMO_ID_PREFIX),
    )


def _patient(file: DicomFile, study_uid: str) -> Patient:
    ds = file.header
    name = elements.text(ds, "PatientName")
    identifier = elements.text(ds, "PatientID")
    sex = elements.text(ds, "PatientSex")
    return Patient(
        patient_id=identifier or f"no-id-{uid_from(f'{name} {study_uid}')[-8:]}",
        name=name,
        birth_date=elements.date(ds, "PatientBirthDate"),
        sex=sex or None,
        identified=bool(identifier or name),
    )
