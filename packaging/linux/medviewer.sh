#!/bin/sh
# Starts MedViewer. The program itself checks whether its installation is whole; this checks
# what it needs to come so far: sizes and names of Python's own files, written in by the build.
wanted='@FILES@'
me=$(readlink -f -- "$0")
here=${me%/*}
found=$(cd -- "$here" && printf '%s\n' "$wanted" | cut -d' ' -f2- | xargs -d '\n' stat -Lc '%s %n' -- 2>/dev/null)
if [ "$found" != "$wanted" ]; then
    echo "medviewer: The installation of MedViewer in $here is not whole: files of Python are" \
        "missing or cut short. Copy or install MedViewer again; your scans, results and" \
        "settings stay as they are." >&2
    exit 2
fi
exec "$here/medviewer.bin" "$@"
