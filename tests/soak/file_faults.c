/* What a disk may do to a program, at any one file operation of it: the soak has this loaded before the C library.
 *
 * Only what happens in one folder counts, which `disk_watch` names, and only while `disk_arm` has chosen what is to happen, so that the
 * rest of the program is left alone. A child process arms itself after it has been forked.
 *
 * `close` is not among the operations: a process killed there leaves what one killed at the operation after it leaves.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { NOTHING, LISTING, KILLED, FAILED_ONCE, FULL_FROM, FAILED_FROM };
enum { CHANGES, READS };

static int mode, kind;
static long chosen, passed;
static char folder[4096];
static size_t folder_length;
static char list[1 << 20];
static size_t list_length;

/* The folder whose files count, as an absolute path without links. */
void disk_watch(const char *path) {
    snprintf(folder, sizeof folder, "%s", path);
    folder_length = strlen(folder);
}

/* From now on: what happens (see the first enum), to which of the operations (the second), at the one with this number, counted from 1. */
void disk_arm(int new_mode, int new_kind, long number) {
    kind = new_kind;
    chosen = number;
    passed = 0;
    list_length = 0;
    list[0] = 0;
    mode = new_mode;
}

void disk_disarm(void) { mode = NOTHING; }

/* How many operations have passed since it was armed. */
long disk_passed(void) { return passed; }

/* What they were, a line each, where they were listed. */
const char *disk_list(void) { return list; }

static int counts(const char *path) { return !strncmp(path, folder, folder_length) && (path[folder_length] == '/' || !path[folder_length]); }

static int happens(int operation_kind, int takes_space, const char *name, const char *path) {
    if (operation_kind != kind || !counts(path)) return 0;
    long number = ++passed;
    switch (mode) {
        case LISTING: {
            size_t room = sizeof list - list_length;
            int length = snprintf(list + list_length, room, "%s %s\n", name, path[folder_length] ? path + folder_length + 1 : ".");
            if (length > 0 && (size_t)length < room) list_length += (size_t)length;
            return 0;
        }
        case KILLED:
            if (number == chosen) {
                kill(getpid(), SIGKILL);
                for (;;) pause();
            }
            return 0;
        case FULL_FROM:
            errno = ENOSPC;
            return takes_space && number >= chosen;
        case FAILED_ONCE:
            errno = EIO;
            return number == chosen;
        default:
            errno = EIO;
            return number >= chosen;
    }
}

static int happens_to_path(int operation_kind, int takes_space, const char *name, const char *path) {
    return mode && happens(operation_kind, takes_space, name, path);
}

static int path_of(int file, char *path, size_t room) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, room - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return 1;
}

static int happens_to_file(int operation_kind, int takes_space, const char *name, int file) {
    char path[4096];
    return mode && path_of(file, path, sizeof path) && happens(operation_kind, takes_space, name, path);
}

/* Where what happens is written down, so that it can be played again up to any point: a line each, and after it the bytes written. */
static int record = -1;

void disk_record(int file) { record = file; }

static void recorded(const char *name, const char *path, const char *to, long long at, const void *bytes, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    if (record < 0 || !counts(path)) return;
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "write");
    char line[9000];
    int length = snprintf(line, sizeof line, "%s\t%s\t%s\t%lld\t%zu\n", name, path, to, at, bytes ? size : 0);
    if (real(record, line, (size_t)length) < length || (bytes && real(record, bytes, size) < (ssize_t)size)) _exit(70);
}

static void recorded_of_file(const char *name, int file, long long at, const void *bytes, size_t size) {
    char path[4096];
    if (record >= 0 && path_of(file, path, sizeof path)) recorded(name, path, "", at, bytes, size);
}

/* For the program that is proved: a word of its own among the operations, such as that a change was acknowledged. */
void disk_say(const char *word) { recorded("said", folder, word, 0, NULL, 0); }

#define REAL(type, name, parameters) \
    static type(*real) parameters; \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name)

#define OF_FILE(type, name, parameters, arguments, operation_kind, takes_space, record_it) \
    type name parameters { \
        REAL(type, name, parameters); \
        if (happens_to_file(operation_kind, takes_space, #name, file)) return -1; \
        type result = real arguments; \
        if (result >= 0) record_it; \
        return result; \
    }

#define OF_PATH(type, name, parameters, arguments, takes_space, to) \
    type name parameters { \
        REAL(type, name, parameters); \
        if (happens_to_path(CHANGES, takes_space, #name, path)) return -1; \
        type result = real arguments; \
        if (result >= 0) recorded(#name, path, to, 0, NULL, 0); \
        return result; \
    }

#define WRITTEN(at) recorded_of_file("write", file, at, bytes, (size_t)result)
#define FLUSHED recorded_of_file("flush", file, 0, NULL, 0)
#define CUT recorded_of_file("cut", file, size, NULL, 0)
#define NOT_RECORDED (void)0

OF_FILE(ssize_t, write, (int file, const void *bytes, size_t size), (file, bytes, size), CHANGES, 1,
        WRITTEN(record < 0 ? 0 : lseek(file, 0, SEEK_CUR) - result))
OF_FILE(ssize_t, pwrite, (int file, const void *bytes, size_t size, off_t at), (file, bytes, size, at), CHANGES, 1, WRITTEN(at))
OF_FILE(ssize_t, pwrite64, (int file, const void *bytes, size_t size, off64_t at), (file, bytes, size, at), CHANGES, 1, WRITTEN(at))
OF_FILE(int, fsync, (int file), (file), CHANGES, 1, FLUSHED)
OF_FILE(int, fdatasync, (int file), (file), CHANGES, 1, FLUSHED)
OF_FILE(int, ftruncate, (int file, off_t size), (file, size), CHANGES, 0, CUT)
OF_FILE(int, ftruncate64, (int file, off64_t size), (file, size), CHANGES, 0, CUT)
OF_FILE(int, fchmod, (int file, mode_t rights), (file, rights), CHANGES, 0, NOT_RECORDED)
OF_FILE(ssize_t, read, (int file, void *bytes, size_t size), (file, bytes, size), READS, 0, NOT_RECORDED)
OF_FILE(ssize_t, pread, (int file, void *bytes, size_t size, off_t at), (file, bytes, size, at), READS, 0, NOT_RECORDED)
OF_FILE(ssize_t, pread64, (int file, void *bytes, size_t size, off64_t at), (file, bytes, size, at), READS, 0, NOT_RECORDED)
OF_PATH(int, chmod, (const char *path, mode_t rights), (path, rights), 0, "")
OF_PATH(int, mkdir, (const char *path, mode_t rights), (path, rights), 1, "")
OF_PATH(int, unlink, (const char *path), (path), 0, "")
OF_PATH(int, rename, (const char *path, const char *to), (path, to), 0, to)
OF_PATH(int, link, (const char *path, const char *to), (path, to), 1, to)

/* A copy within the system, which nobody would see written: whoever asks for one then reads and writes. */
ssize_t sendfile(int to, int from, off_t *at, size_t size) { (void)to, (void)from, (void)at, (void)size; errno = EINVAL; return -1; }
ssize_t sendfile64(int to, int from, off64_t *at, size_t size) { (void)to, (void)from, (void)at, (void)size; errno = EINVAL; return -1; }

/* Opening what may have to be made is a change; opening what is there, a read. */
#define OPENING(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, name, (const char *, int, ...)); \
        mode_t rights = 0; \
        if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) { \
            va_list rest; \
            va_start(rest, flags); \
            rights = va_arg(rest, mode_t); \
            va_end(rest); \
        } \
        int may_make = flags & O_CREAT, makes = may_make && access(path, F_OK); \
        if (happens_to_path(may_make ? CHANGES : READS, makes, #name, path)) return -1; \
        int result = real(path, flags, rights); \
        if (result >= 0 && makes) recorded("make", path, "", 0, NULL, 0); \
        if (result >= 0 && flags & O_TRUNC) recorded("cut", path, "", 0, NULL, 0); \
        return result; \
    }
OPENING(open)
OPENING(open64)
