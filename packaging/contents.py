"""What is left out of the folder that is given out: libraries and parts of Qt that the program never uses."""

from __future__ import annotations

from pathlib import PurePosixPath

#: Modules that some library would import if they were there.
LEFT_OUT_MODULES = (
    # no network: no TLS, no library of Qt for it
    "ssl",
    "_ssl",
    "_hashlib",
    "PySide6.QtNetwork",
    # tools of developers
    "setuptools",
    "pip",
    "pkg_resources",
    "wheel",
    "pytest",
    "_pytest",
    "hypothesis",
    "mypy",
    "pydoc",
    "doctest",
    "pdb",
    "lib2to3",
    "tkinter",
    "curses",
    "IPython",
    "sqlalchemy.testing",
    "numpy.f2py",
    "numpy.testing",
    "numpy.distutils",
    "numpy._core._multiarray_tests",
    "numpy.polynomial",
    "numpy.ctypeslib",
    "numpy.fft",
    "pydantic.v1",
    "pydantic.mypy",
    "unittest",
    "xmlrpc",
    "distutils",
    "multiprocessing.dummy",
    "greenlet",
    # other databases
    "sqlalchemy.dialects.mysql",
    "sqlalchemy.dialects.oracle",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.dialects.mssql",
    "MySQLdb",
    "psycopg2",
    # of lxml, what python-docx does not import
    "lxml.ElementInclude",
    "lxml.builder",
    "lxml.cssselect",
    "lxml.doctestcompare",
    "lxml.html",
    "lxml.isoschematron",
    "lxml.objectify",
    "lxml.pyclasslookup",
    "lxml.sax",
    "lxml.usedoctest",
    # guesses of encodings, which ReportLab makes of XML that no paper holds
    "charset_normalizer",
    # kinds of pictures no paper holds
    "PIL.AvifImagePlugin",
    "PIL._avif",
    "PIL.WebPImagePlugin",
    "PIL._webp",
    "PIL.ImageTk",
    "PIL._imagingtk",
    "PIL.ImageQt",
    "PIL._imagingcms",
)

#: Files of Qt, by how their name begins: software OpenGL, QML and Quick, and what only they use.
_LEFT_OUT_FILES = (
    "opengl32sw",
    "d3dcompiler",
    "qt6network",
    "qt6opengl",
    "qt6pdf",
    "qt6qml",
    "qt6quick",
    "qt6virtualkeyboard",
    "libqt6network",
    "libqt6opengl",
    "libqt6pdf",
    "libqt6qml",
    "libqt6quick",
    "libqt6virtualkeyboard",
    "libssl",
    "libcrypto",
)
#: The files of lxml that the program uses, by how their names begin.
_LXML = ("__init__.", "etree.", "_elementpath.")
#: The plug-ins of Qt that the program uses, by folder and file; all others are left out.
_PLUGINS = {
    "platforms": ("qwindows", "libqxcb", "libqwayland", "libqoffscreen", "qoffscreen"),
    "styles": ("qmodernwindowsstyle",),
    "iconengines": (),
    "imageformats": (),
    "platforminputcontexts": ("libcomposeplatforminputcontextplugin", "libibusplatforminputcontextplugin"),
    "platformthemes": ("libqxdgdesktopportal",),
    "xcbglintegrations": (),
    "wayland-shell-integration": ("libxdg-shell",),
    "wayland-decoration-client": ("libadwaita", "libbradient"),
}


def is_left_out(name: str) -> bool:
    """Whether a file of the bundle, by its place in it, is one the program does without."""
    path = PurePosixPath(name.replace("\\", "/"))
    file, folders = path.name.lower(), [part.lower() for part in path.parts[:-1]]
    if file.startswith(_LEFT_OUT_FILES):
        return True
    if "default-docx-template" in folders:
        return True  # python-docx's own, unpacked a second time
    if "lxml" in folders:
        return not file.startswith(_LXML)
    if "pyside6" not in folders:
        return False
    if "translations" in folders or "qml" in folders:
        return True
    if "plugins" in folders:
        kind = folders[-1]
        return not file.startswith(_PLUGINS.get(kind, ())) or not _PLUGINS.get(kind)
    return False
