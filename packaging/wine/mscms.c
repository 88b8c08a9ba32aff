/* For the Wine prefix alone: Wine 8's mscms.dll aborts when Qt asks for the screen's colour profile. "There is none" makes Qt use sRGB. */
#include <windows.h>

#define EXPORT __declspec(dllexport)

EXPORT HANDLE WINAPI OpenColorProfileW(void *profile, DWORD access, DWORD share, DWORD creation)
{
    SetLastError(ERROR_FILE_NOT_FOUND);
    return 0;
}

EXPORT BOOL WINAPI CloseColorProfile(HANDLE profile) { return FALSE; }

EXPORT BOOL WINAPI GetColorProfileFromHandle(HANDLE profile, BYTE *bytes, DWORD *count)
{
    SetLastError(ERROR_INVALID_HANDLE);
    return FALSE;
}

EXPORT HANDLE WINAPI WcsCreateIccProfile(HANDLE profile, DWORD options) { return 0; }
