/* For the Wine prefix alone: Wine 8 has no bcryptprimitives.dll, and Rust's standard library (pydantic-core) asks it for randomness. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) { return SystemFunction036(bytes, (ULONG)count); }
