"""What Windows shows of the program under Properties, Details: made from `pyproject.toml`, in UK English."""

from __future__ import annotations

import tomllib
from pathlib import Path

#: English (United Kingdom), and Unicode.
_LANGUAGE, _CHARACTERS = 0x0809, 1200


def project(root: Path) -> dict[str, str]:
    """Name, version and description of the project, and whose it is."""
    described = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "name": "Appraisal Desk",
        "version": described["version"],
        "description": described["description"],
        "author": described["authors"][0]["name"],
    }


def numbers(version: str) -> tuple[int, int, int, int]:
    """A version as the four numbers Windows wants: 0.1.0 is 0, 1, 0, 0. Raises ValueError for any other form."""
    pieces = version.split(".")
    parts = [int(part) for part in pieces if part.isdecimal()]
    if len(parts) != len(pieces) or len(pieces) > 4:
        raise ValueError(f"{version} is not a version that Windows can hold")
    first, second, third, fourth = (*parts, 0, 0, 0)[:4]
    return first, second, third, fourth


def strings(root: Path, file: str, internal: str) -> dict[str, str]:
    """The lines of one program's version information."""
    about = project(root)
    return {
        "CompanyName": about["author"],
        "FileDescription": about["name"] if internal == "window" else f"{about['name']}, without a window",
        "FileVersion": about["version"],
        "InternalName": internal,
        "LegalCopyright": f"© {about['author']}. MIT licence.",
        "OriginalFilename": file,
        "ProductName": about["name"],
        "ProductVersion": about["version"],
        "Comments": about["description"],
    }


def version_info(root: Path, file: str, internal: str) -> object:
    """The version resource of one program, as PyInstaller takes it. Windows alone can put it into a program."""
    from PyInstaller.utils.win32 import versioninfo as parts

    version = numbers(project(root)["version"])
    table = parts.StringTable(
        f"{_LANGUAGE:04X}{_CHARACTERS:04X}", [parts.StringStruct(*pair) for pair in strings(root, file, internal).items()]
    )
    fixed = parts.FixedFileInfo(filevers=version, prodvers=version, mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0, date=(0, 0))
    kids = [parts.StringFileInfo([table]), parts.VarFileInfo([parts.VarStruct("Translation", [_LANGUAGE, _CHARACTERS])])]
    return parts.VSVersionInfo(ffi=fixed, kids=kids)


def metadata(root: Path, work: Path) -> list[tuple[str, str]]:
    """The metadata by which the program knows its own version, as an installed copy has it: the file, and its folder in the bundle."""
    about = project(root)
    folder = f"appraisal_desk-{about['version']}.dist-info"
    target = work / folder / "METADATA"
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = ("Metadata-Version: 2.1", "Name: appraisal-desk", f"Version: {about['version']}", f"Summary: {about['description']}")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [(str(target), folder)]
