"""The tables of the store, in one place. See ``VERSION_1`` and those after it for columns.

How they hang together::

    patient < study < series < scan < result_<diagnosis> > run
                                          |
                                      result_key  <  finding < measurement
                                                  <  mask
                                                  <  class_probability
                                                  <  review
    diagnosis_table   which result_<...> table belongs to which diagnosis class
    account, audit, audit_head
    calibration       scales that a person gave to scans
    project           secrets of de-identification projects
    folder_index, opened_path   what was opened and found there, for a quick next start
    edit, edit_history   what a reader did to a scan, step by step, and how many steps stand
    result_key < correction < corrected_mask   masks as a person corrected them

* ``result_key`` gives a result its id for life. It says in which diagnosis table the result
  lies now; the composite foreign key of those tables makes SQLite itself refuse a result that
  lies in none of them by that name, or in two. What belongs to a result refers to
  ``result_key`` and so survives the move to another diagnosis.
* ``result_<diagnosis>`` holds the results whose STANDING diagnosis (the newest review's, else
  the model's) is that class; ``result_none`` those without a diagnosis. The tables are made
  as classes are first seen; the view ``results`` is the union of them all.
* patient, study, series, scan and run rows are facts as the file or the program stated them:
  never changed, and shared where every column agrees.
* review and audit only ever grow: triggers refuse changes and deletions.

Times are ISO 8601 text, as given (with their offset from UTC where they had one). Lists and
small records are JSON. Pictures are PNG; masks are bits packed row by row (``numpy.packbits``)
and probabilities whole numbers 0..255 (probability times 255, so true to 1/510), both
compressed with zlib.
"""

from medviewer.store.connection import Database

VERSION_1 = (
    """CREATE TABLE patient (
        id INTEGER PRIMARY KEY,
        patient_id TEXT NOT NULL,          -- as in the file; may be empty, need not be unique
        name TEXT NOT NULL,                -- with DICOM's component groups
        birth_date TEXT,
        sex TEXT,
        identified INTEGER NOT NULL)       -- 0: a picture, whose file names nobody""",
    "CREATE INDEX patient_by_id ON patient (patient_id, name)",
    """CREATE TABLE study (
        id INTEGER PRIMARY KEY,
        patient INTEGER NOT NULL REFERENCES patient (id),
        uid TEXT NOT NULL,
        date TEXT,
        description TEXT NOT NULL,
        accession TEXT NOT NULL,
        institution TEXT NOT NULL)""",
    "CREATE INDEX study_by_patient ON study (patient, uid)",
    """CREATE TABLE series (
        id INTEGER PRIMARY KEY,
        study INTEGER NOT NULL REFERENCES study (id),
        uid TEXT NOT NULL,
        number INTEGER,
        description TEXT NOT NULL,
        modality TEXT)""",
    "CREATE INDEX series_by_study ON series (study, uid)",
    """CREATE TABLE scan (
        id INTEGER PRIMARY KEY,
        series INTEGER NOT NULL REFERENCES series (id),
        content_hash TEXT NOT NULL,        -- SHA-256 over the bytes of the files, in order
        files TEXT NOT NULL,               -- JSON list: where they lay
        sop_class_uid TEXT,
        sop_instance_uids TEXT NOT NULL,   -- JSON list
        is_demo INTEGER NOT NULL,
        geometry TEXT NOT NULL,            -- JSON of VolumeGeometry
        picture_frame INTEGER NOT NULL,
        picture BLOB NOT NULL)             -- PNG of the frame that shows the finding""",
    "CREATE INDEX scan_by_hash ON scan (content_hash)",
    "CREATE INDEX scan_by_series ON scan (series)",
    """CREATE TABLE run (
        id INTEGER PRIMARY KEY,
        pack_id TEXT NOT NULL,
        pack_version TEXT NOT NULL,
        pack_title TEXT NOT NULL,
        weights_sha256 TEXT NOT NULL,
        program_version TEXT NOT NULL,
        device TEXT NOT NULL,
        made_at TEXT NOT NULL,
        settings TEXT NOT NULL,            -- JSON list of [name, value]
        operating_point TEXT,              -- JSON of OperatingPoint
        limits TEXT NOT NULL,              -- JSON list: what the pack cannot do
        seconds_read REAL NOT NULL,
        seconds_preprocess REAL NOT NULL,
        seconds_network REAL NOT NULL,
        seconds_postprocess REAL NOT NULL,
        seconds_total REAL NOT NULL)""",
    """CREATE TABLE diagnosis_table (
        diagnosis TEXT PRIMARY KEY,        -- class label; empty: no diagnosis
        table_name TEXT NOT NULL UNIQUE) WITHOUT ROWID""",
    """CREATE TABLE result_key (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        diagnosis TEXT NOT NULL REFERENCES diagnosis_table (diagnosis),
        UNIQUE (id, diagnosis))""",
    """CREATE TABLE class_probability (
        result INTEGER NOT NULL REFERENCES result_key (id),
        position INTEGER NOT NULL,
        label TEXT NOT NULL,
        title TEXT NOT NULL,
        probability REAL NOT NULL,         -- calibrated, 0..1
        PRIMARY KEY (result, position)) WITHOUT ROWID""",
    """CREATE TABLE finding (
        id INTEGER PRIMARY KEY,
        result INTEGER NOT NULL REFERENCES result_key (id),
        segment_label TEXT NOT NULL,
        number INTEGER NOT NULL,
        frame INTEGER NOT NULL,
        x INTEGER NOT NULL, y INTEGER NOT NULL,
        width INTEGER NOT NULL, height INTEGER NOT NULL,
        area_px INTEGER NOT NULL)""",
    "CREATE INDEX finding_by_result ON finding (result)",
    """CREATE TABLE measurement (
        id INTEGER PRIMARY KEY,
        finding INTEGER NOT NULL REFERENCES finding (id),
        kind TEXT NOT NULL,
        value REAL NOT NULL,
        unit TEXT NOT NULL,
        source TEXT NOT NULL)              -- where the scale is from""",
    "CREATE INDEX measurement_by_finding ON measurement (finding)",
    """CREATE TABLE mask (
        result INTEGER NOT NULL REFERENCES result_key (id),
        position INTEGER NOT NULL,
        segment TEXT NOT NULL,             -- JSON of Segment
        frames INTEGER NOT NULL, rows INTEGER NOT NULL, columns INTEGER NOT NULL,
        bits BLOB NOT NULL,
        probability BLOB,
        PRIMARY KEY (result, position))""",
    """CREATE TABLE review (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        result INTEGER NOT NULL REFERENCES result_key (id),
        state TEXT NOT NULL,
        reviewer TEXT NOT NULL,
        at TEXT NOT NULL,
        comment TEXT NOT NULL,
        diagnosis TEXT)""",
    "CREATE INDEX review_by_result ON review (result)",
    """CREATE TABLE account (
        name TEXT PRIMARY KEY,
        created_at TEXT NOT NULL,
        disabled_at TEXT) WITHOUT ROWID""",
    """CREATE TABLE audit (
        number INTEGER PRIMARY KEY,        -- 1, 2, 3, ... without gaps
        at TEXT NOT NULL,
        account TEXT NOT NULL,
        action TEXT NOT NULL,
        detail TEXT NOT NULL,              -- ids of rows, never a patient's name
        digest TEXT NOT NULL)              -- SHA-256 over the digest before and this entry""",
    """CREATE TABLE audit_head (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        entries INTEGER NOT NULL,
        digest TEXT NOT NULL)""",
    *(
        f"CREATE TRIGGER {table}_not_{verb.lower()}d BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} entries are never changed'); END"
        for table in ("audit", "review")
        for verb in ("UPDATE", "DELETE")
    ),
)

VERSION_2 = (
    """CREATE TABLE folder_index (
        folder TEXT PRIMARY KEY,
        content BLOB NOT NULL) WITHOUT ROWID  -- headers of its files, as imaging packs them""",
    """CREATE TABLE opened_path (
        path TEXT PRIMARY KEY,
        opened_at TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE calibration (
        content_hash TEXT PRIMARY KEY,     -- of the scan
        row_mm REAL NOT NULL,
        column_mm REAL NOT NULL,
        account TEXT NOT NULL,             -- who drew the line
        at TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE project (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        secret BLOB NOT NULL,              -- key of the pseudonyms
        created_at TEXT NOT NULL)""",
)

VERSION_3 = (
    """CREATE TABLE edit (
        id INTEGER PRIMARY KEY,
        content_hash TEXT NOT NULL,        -- of the scan
        position INTEGER NOT NULL,         -- 0, 1, 2, ... from the first step ever
        kind TEXT NOT NULL,
        target TEXT NOT NULL,
        before BLOB,
        after BLOB,
        title TEXT NOT NULL,
        at TEXT NOT NULL,
        account TEXT NOT NULL,
        UNIQUE (content_hash, position))""",
    """CREATE TABLE edit_history (
        content_hash TEXT PRIMARY KEY,
        standing INTEGER NOT NULL,         -- steps from the first that are in force
        left_open INTEGER NOT NULL) WITHOUT ROWID  -- 0: closed in order after the last step""",
    """CREATE TABLE correction (
        result INTEGER PRIMARY KEY REFERENCES result_key (id),
        account TEXT NOT NULL,             -- who corrected last
        at TEXT NOT NULL,
        findings TEXT NOT NULL)            -- JSON list of Finding, of the corrected masks""",
    """CREATE TABLE corrected_mask (
        result INTEGER NOT NULL REFERENCES correction (result) ON DELETE CASCADE,
        position INTEGER NOT NULL,         -- of the predicted mask in its place
        frames INTEGER NOT NULL, rows INTEGER NOT NULL, columns INTEGER NOT NULL,
        bits BLOB NOT NULL,
        PRIMARY KEY (result, position))""",
)

VERSION_4 = (
    """CREATE TABLE waiting_case (
        key TEXT PRIMARY KEY,              -- names the case in the list of cases
        position INTEGER NOT NULL,
        files TEXT NOT NULL,               -- JSON list of paths
        pack_id TEXT NOT NULL) WITHOUT ROWID""",
)

VERSION_5 = (
    # Why the pack refused the scan that a reader had it read all the same; NULL: it did not.
    "ALTER TABLE run ADD COLUMN overridden_refusal TEXT",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (VERSION_1, VERSION_2, VERSION_3, VERSION_4, VERSION_5)
"""The statements that lead from version i to i + 1. Never edit one that was released."""

RESULT_COLUMNS = (
    "id, scan, run, case_name, saved_at, saved_by, model_label, model_title, probability"
)


def schema_version(database: Database) -> int:
    """``PRAGMA user_version`` of the file."""
    return int(database.value("PRAGMA user_version"))


def apply_migrations(database: Database) -> None:
    """Bring the file to the newest version, each step in a transaction of its own."""
    for version in range(schema_version(database), len(MIGRATIONS)):
        with database.transaction():
            if schema_version(database) > version:  # another process was quicker
                continue
            for statement in MIGRATIONS[version]:
                database.run(statement)
            database.run(f"PRAGMA user_version = {version + 1}")
