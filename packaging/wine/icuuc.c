/* For the Wine prefix alone: Windows 10 brings icuuc.dll and Wine 8 does not. Qt asks it for old text encodings only, and is told there are none. */
#define EXPORT __declspec(dllexport)
#define NONE(name) EXPORT void *name(void *a, void *b, int *c) { return 0; }
#define NOTHING(name) EXPORT int name(void) { return 0; }

NONE(ucnv_open) NONE(ucnv_getName) NONE(ucnv_getStandardName) NONE(ucnv_getAvailableName)

NOTHING(ucnv_close) NOTHING(ucnv_reset) NOTHING(ucnv_getMaxCharSize) NOTHING(ucnv_getToUCallBack) NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_setToUCallBack) NOTHING(ucnv_setFromUCallBack) NOTHING(ucnv_cbToUWriteUChars) NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(ucnv_toUnicode) NOTHING(ucnv_fromUnicode) NOTHING(ucnv_toUCountPending) NOTHING(ucnv_fromUCountPending) NOTHING(ucnv_countAvailable)

EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
