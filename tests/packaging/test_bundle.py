"""What turns PyInstaller's folder into the package: its budget, what it refuses, and that the same files give the same zip."""

from __future__ import annotations

import ast
import json
import re
import struct
import subprocess
import sys
import zipfile
from importlib.metadata import Distribution, distributions
from pathlib import Path

import bundle
import contents
import licences
import native_files
import pytest
import sbom
import shared_code
import version_info


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as PyInstaller leaves one, with a signed library, one that is not, and licences."""
    made = tmp_path / "Appraisal Desk"
    for name, held in {
        "AppraisalDesk.exe": windows_program(b""),
        "appraisal-desk.exe": windows_program(b""),
        "libraries/PySide6/Qt6Core.dll": windows_program(b"\x13\x11The QT Company Oy"),
        "libraries/resources/help/keyboard.md": b"# Keys\n",
        "libraries/licences/LICENSE": b"MIT\n",
    }.items():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(held)
    return made


def windows_program(certificates: bytes) -> bytes:
    """The headers of a 64-bit Windows program, and its certificates at the end."""
    header = 0x80
    optional = header + 24
    made = bytearray(512)
    made[:2] = b"MZ"
    struct.pack_into("<I", made, 0x3C, header)
    made[header : header + 4] = b"PE\0\0"
    struct.pack_into("<H", made, optional, 0x20B)
    if certificates:
        struct.pack_into("<II", made, optional + 112 + 8 * 4, len(made), len(certificates))
    return bytes(made) + certificates


class _Named(Distribution):
    """A library of which only the name, version and licence are known."""

    def read_text(self, filename: str) -> str | None:
        return "Name: pyinstaller\nVersion: 6.0\nLicense-Expression: GPL-2.0-or-later\n" if filename == "METADATA" else None

    def locate_file(self, path: object) -> Path:
        return Path(str(path))


def _installed() -> list[Distribution]:
    """What is installed here, and what stands in the package besides: PyInstaller's starter."""
    return [*distributions(), _Named()]


def test_a_package_past_its_budget_is_refused_with_its_ten_largest_files(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"file {number:02}").write_bytes(bytes(1000 * (number + 1)))
    bundle.check_size(tmp_path, 50, 78_000, zip_budget=50, folder_budget=78_000)
    with pytest.raises(bundle.Refused) as refused:
        bundle.check_size(tmp_path, 51, 78_001, zip_budget=50, folder_budget=78_000)
    said = str(refused.value)
    assert "the zip is" in said
    assert "the folder is" in said
    assert re.findall(r"file \d\d", said) == [f"file {number:02}" for number in range(11, 1, -1)]


def test_the_budget_is_the_designs() -> None:
    assert bundle.ZIP_BUDGET <= 60_000_000


def test_a_package_over_budget_leaves_no_zip(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(bundle.Refused, match="grown past its budget"):
        bundle.finish(folder, tmp_path / "out", _installed(), "3.11.7", zip_budget=10)
    assert list((tmp_path / "out").glob("*.zip")) == []


def test_the_package_holds_guide_licences_and_the_hash_of_every_file(folder: Path, tmp_path: Path) -> None:
    package = bundle.finish(folder, tmp_path / "out", _installed(), "3.11.7")
    with zipfile.ZipFile(package.zip) as held:
        names = held.namelist()
        assert names == sorted(names)
        assert {name.split("/")[0] for name in names} == {"Appraisal Desk"}
        hashes = held.read(f"Appraisal Desk/{bundle.FILE_HASHES}").decode("utf-8").splitlines()
        assert {f"Appraisal Desk/{line[66:]}" for line in hashes} == set(names) - {f"Appraisal Desk/{bundle.FILE_HASHES}"}
        assert "Appraisal Desk/licences/LICENSE" in names
    assert package.lines()[2] == "Native files: 3, of which 2 are not signed"
    sums = (package.zip.parent / "SHA256SUMS.txt").read_text(encoding="utf-8")
    assert f"{bundle.digest(package.zip)}  {package.zip.name}\n" in sums


def test_the_same_files_give_the_same_package(folder: Path, tmp_path: Path) -> None:
    first = bundle.finish(folder, tmp_path / "out", _installed(), "3.11.7")
    before = {path.name: path.read_bytes() for path in first.zip.parent.iterdir()}
    for path in folder.rglob("*"):
        path.touch()
    bundle.finish(folder, tmp_path / "out", _installed(), "3.11.7")
    assert {path.name: path.read_bytes() for path in first.zip.parent.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "held", "why"),
    [
        ("libraries/icuuc.dll", b"", "belongs to Windows"),
        ("libraries/api-ms-win-core-file-l1-1-0.dll", b"", "belongs to Windows"),
        ("libraries/PySide6/opengl32sw.dll", b"", "not used"),
        ("libraries/libcrypto-3.dll", b"", "not used"),
        ("libraries/PySide6/plugins/sqldrivers/qsqlodbc.dll", b"", "not used"),
        ("libraries/gdi32.dll", b"MZ" + bytes(62) + b"Wine builtin DLL", "Wine's own"),
    ],
)
def test_what_must_not_be_in_the_package_is_refused(folder: Path, name: str, held: bytes, why: str) -> None:
    bundle.check_contents(folder)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(held)
    with pytest.raises(bundle.Refused, match=why):
        bundle.check_contents(folder)


def test_the_guide_counts_and_names_what_is_not_signed(folder: Path) -> None:
    said = bundle.guide(version_info.project(bundle._ROOT), native_files.native_files(folder))
    assert "of 3 native files these are signed: 1 by The QT Company Oy" in said
    assert "<li><code>AppraisalDesk.exe</code></li>" in said
    assert "$" not in re.sub(r"<code>.*?</code>", "", said)


def test_a_signature_is_told_by_its_publisher(tmp_path: Path) -> None:
    known = b"Python Software Foundation"
    for certificates, expected in ((b"", ""), (known, known.decode()), (b"someone", "another publisher")):
        path = tmp_path / "library.dll"
        path.write_bytes(windows_program(certificates))
        assert native_files.publisher(path) == expected
    (tmp_path / "short.dll").write_bytes(b"MZ")
    assert native_files.publisher(tmp_path / "short.dll") == ""


def test_the_list_of_components_is_that_of_the_running_lock(repository: Path) -> None:
    installed = licences.shipped(repository, _installed())
    document = json.loads(sbom.sbom(version_info.project(repository), "3.11.7", installed, {"libraries/x.dll": "0" * 64}))
    assert document["bomFormat"] == "CycloneDX"
    named = {each["name"].lower().replace("_", "-") for each in document["components"] if each["type"] == "library"}
    assert {"pyside6-essentials", "shiboken6", "reportlab", "pydantic-core", "pyinstaller"} <= named
    assert not named & {"pefile", "setuptools", "altgraph", "pytest"}
    licences_of = {each["name"]: each["licenses"][0]["expression"] for each in document["components"] if "licenses" in each}
    assert licences_of["shiboken6"] == "LGPL-3.0-only"
    references = {each["bom-ref"] for each in document["components"]}
    assert len(references) == len(document["components"])
    assert set(document["dependencies"][0]["dependsOn"]) <= references


def test_both_locks_name_the_same_libraries(repository: Path) -> None:
    def pins(lock: str) -> dict[str, str]:
        text = (repository / lock).read_text(encoding="utf-8")
        return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)(?: ; python_full_version < '3.12')? \\$", text, re.MULTILINE))

    running, windows = pins("requirements.txt"), pins("packaging/requirements-windows.txt")
    assert running.items() <= windows.items()


def test_the_archive_of_modules_runs_without_the_sources(tmp_path: Path) -> None:
    source = tmp_path / "source" / "pure"
    source.mkdir(parents=True)
    (source / "__init__.py").write_text("from pure.part import WORD\n", encoding="utf-8")
    (source / "part.py").write_text("WORD = __file__\n", encoding="utf-8")
    modules = [("pure", str(source / "__init__.py"), "PYMODULE"), ("pure.part", str(source / "part.py"), "PYMODULE")]
    native = [("_speedy", str(source / "part.py"), "PYMODULE"), ("native.pure", str(source / "part.py"), "PYMODULE")]
    native.append(("told", str(source / "part.py"), "PYMODULE"))
    binaries = [("native\\core.pyd", "core.pyd", "EXTENSION"), ("_speedy.pyd", "_speedy.pyd", "EXTENSION")]
    data = [("told/version.json", "version.json", "DATA"), ("reference/rates.json", "rates.json", "DATA")]
    shared, kept = shared_code.split([*modules, *native], [*binaries, *data])
    assert (shared, kept) == (modules, native)
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    shared_code.write(shared, first)
    shared_code.write(reversed(shared), second)
    assert first.read_bytes() == second.read_bytes()
    script = "import sys; sys.path.append(sys.argv[1]); import pure; print(pure.WORD)"
    done = subprocess.run([sys.executable, "-c", script, str(first)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(first / "pure" / "part.pyc")
    assert str(source).encode() not in zipfile.ZipFile(first).read("pure/part.pyc")


@pytest.mark.parametrize(("version", "expected"), [("0.1.0", (0, 1, 0, 0)), ("1.2.3.4", (1, 2, 3, 4)), ("2", (2, 0, 0, 0))])
def test_a_version_is_four_numbers_for_windows(version: str, expected: tuple[int, ...]) -> None:
    assert version_info.numbers(version) == expected


def test_a_version_that_windows_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match=r"1\.0rc1"):
        version_info.numbers("1.0rc1")


def test_windows_is_told_name_version_and_licence(repository: Path) -> None:
    told = version_info.strings(repository, "AppraisalDesk.exe", "window")
    assert told["ProductName"] == "Appraisal Desk"
    assert told["FileVersion"] == version_info.project(repository)["version"]
    assert told["OriginalFilename"] == "AppraisalDesk.exe"


@pytest.mark.parametrize(
    ("name", "out"),
    [
        ("PySide6/Qt6Core.dll", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", False),
        ("PySide6\\plugins\\styles\\qmodernwindowsstyle.dll", False),
        ("PySide6\\plugins\\platforms\\qdirect2d.dll", True),
        ("PySide6/plugins/imageformats/qpdf.dll", True),
        ("PySide6/translations/qtbase_de.qm", True),
        ("PySide6/Qt6Network.dll", True),
        ("PySide6/opengl32sw.dll", True),
        ("libssl-3.dll", True),
        ("resources/samples/ni179/Case.csv", False),
        ("lxml\\etree.cp311-win_amd64.pyd", False),
        ("docx/templates/default-docx-template/word/styles.xml", True),
        ("docx\\templates\\default-header.xml", False),
        ("lxml/_elementpath.cpython-311-x86_64-linux-gnu.so", False),
        ("lxml/objectify.cpython-311-x86_64-linux-gnu.so", True),
        ("lxml\\isoschematron\\resources\\rng\\iso-schematron.rng", True),
    ],
)
def test_only_what_is_used_of_qt_lxml_and_python_docx_goes_in(name: str, out: bool) -> None:
    assert contents.is_left_out(name) is out


def test_nothing_the_program_imports_is_left_out(repository: Path) -> None:
    left_out = set(contents.LEFT_OUT_MODULES)
    for source in (*(repository / "desktop").rglob("*.py"), *(repository / "db").rglob("*.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not left_out & set(names), f"{source.name} imports what the package leaves out: {left_out & set(names)}"


def test_the_libraries_of_qt_that_the_program_uses_are_those_of_the_package(repository: Path) -> None:
    used = set()
    for source in (repository / "desktop").rglob("*.py"):
        used |= set(re.findall(r"^\s*from PySide6\.(\w+) import", source.read_text(encoding="utf-8"), re.MULTILINE))
    assert used == {"QtCore", "QtGui", "QtSvg", "QtWidgets"}, "a further library of Qt is one more file for council IT to approve: say why"
