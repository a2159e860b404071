"""Writes `reader/text/opencc.tsv`: what brings the installed dictionaries to those of a current OpenCC.

    python scripts/update_opencc.py opencc-1.4.2-cp311-….whl

The wheel is that of the package `opencc` for this machine (`pip download --no-deps opencc`). It is unpacked,
never installed: it shares its module's name with opencc-python-reimplemented, whose dictionaries are the
base.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path

from reader.text.dictionaries import FILES, OVERLAY, base_folder, parse

HEADER = """\
# What differs between the dictionaries of opencc-python-reimplemented {base} and those of OpenCC {current}.
# Made by scripts/update_opencc.py; Apache License 2.0, see NOTICE. After each [dictionary] stands how many
# entries it has with the changes made; "key<TAB>value" is new or different, "-key" is gone.
"""


def main() -> None:
    """Reads the wheel named on the command line and writes the overlay."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    wheel = Path(sys.argv[1])
    lines = [HEADER.format(base=version("opencc-python-reimplemented"), current=wheel.name.split("-")[1])]
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
        for name in FILES:
            lines += changes(name, current(Path(folder), name))
    OVERLAY.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{OVERLAY}: {len(lines) - 1 - len(FILES)} changes")


def current(folder: Path, name: str) -> dict[str, str]:
    """The entries of one dictionary of the unpacked wheel."""
    library = folder / "opencc" / "clib"
    program, text = library / "bin" / "opencc_dict", folder / f"{name}.txt"
    program.chmod(0o755)
    source = library / "share" / "opencc" / f"{name}.ocd2"
    subprocess.run([program, "-i", source, "-o", text, "-f", "ocd2", "-t", "text"], check=True)
    return parse(text.read_text("utf-8"))


def changes(name: str, wanted: dict[str, str]) -> list[str]:
    """The overlay's section for one dictionary."""
    base = base_folder() / f"{name}.txt"
    have = parse(base.read_text("utf-8")) if base.is_file() else {}
    section = [f"[{name}]\t{len(wanted)}\n"]
    section += [f"-{key}\n" for key in sorted(have.keys() - wanted.keys())]
    section += [f"{key}\t{value}\n" for key, value in sorted(wanted.items()) if have.get(key) != value]
    return section


if __name__ == "__main__":
    main()
