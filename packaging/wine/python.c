/* python.exe, a tool of the build only: what python.org's own python.exe does. It is never shipped. */
#include <windows.h>

__declspec(dllimport) int Py_Main(int, wchar_t **);

int wmain(int argc, wchar_t **argv) { return Py_Main(argc, argv); }
