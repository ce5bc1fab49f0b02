"""Whether a companion lives, and where: by the lock that it holds, and by files that nobody else could have written.

A companion that was killed leaves `companion.json` behind, and its port may be had by anybody then, also by another user of this machine. The system lets go
of `companion.lock` when the process ends, however it ends: what the file says counts only while the lock is held. `Instance/InstanceLock` of the companion
takes it, and looks at it in the same way."""

import os
import stat
import sys

from .failure import Failure, refused

MOST_BYTES = 4096


def is_held(folder):
    """Whether a companion runs on this folder. Asked anew at each look: it may end at any time."""
    path = os.path.join(folder, "companion.lock")
    try:
        return _held_on_windows(path) if sys.platform == "win32" else _held_on_unix(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise refused("'%s' cannot be looked at (%s). Mend its rights, or set DCCBRIDGE_HOME to a folder of your own on a local disk." % (path, error.strerror))


def read(folder):
    """The bytes of `companion.json`; None when no companion runs, or when it does not say yet where."""
    _check_folder(folder)
    if not is_held(folder):
        return None
    path = os.path.join(folder, "companion.json")
    try:
        with open(path, "rb") as file:
            _check_owner(os.fstat(file.fileno()), path)
            _check_rights(os.fstat(file.fileno()), path, 0o077,
                          "so the token in it is known to more than you. End the companion, and start it with 'dccbridge tray --new-token'.")
            content = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise refused("'%s' cannot be read (%s). Mend its rights, or delete it and start 'dccbridge tray' again." % (path, error.strerror))
    if len(content) > MOST_BYTES:
        raise Failure("nonsense", "'%s' is larger than what a companion writes. Delete it and start 'dccbridge tray' again." % path)
    return content


def this_machine():
    """A name that no other machine has: homes are often shared over the network, and 127.0.0.1 is another one on each machine. None where the system has none."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            return file.read(64).strip()
    except OSError:
        # A system without /proc: it is not compared then, as elsewhere.
        return None


def _check_folder(folder):
    try:
        found = os.stat(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise refused("'%s' cannot be looked at (%s). Mend its rights, or set DCCBRIDGE_HOME to a folder of your own." % (folder, error.strerror))
    # In a folder of somebody else, or one that others write into, names can be made to mean anything.
    _check_owner(found, folder)
    _check_rights(found, folder, 0o022, "so the companion's files in it cannot be trusted. Run: chmod 700 \"%s\"" % folder)


def _check_owner(found, path):
    if sys.platform != "win32" and found.st_uid != os.geteuid():
        raise refused("'%s' belongs to another user (number %d), so it is not used. Set DCCBRIDGE_HOME to a folder of your own, and start 'dccbridge tray' there." % (path, found.st_uid))


def _check_rights(found, path, none_of, what_to_do):
    # On Windows the folder's access list does this.
    if sys.platform != "win32" and stat.S_IMODE(found.st_mode) & none_of:
        raise refused("Other users can %s '%s', %s" % ("read or change" if none_of & 0o044 else "write into", path, what_to_do))


def _held_on_unix(path):
    import fcntl

    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        found = os.fstat(handle)
        _check_owner(found, path)
        _check_rights(found, path, 0o077, "and hold the companion's lock in its stead. Run: chmod 600 \"%s\"" % path)
        # Shared, so that two who look do not see each other as the companion.
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return False
    except BlockingIOError:
        return True
    finally:
        os.close(handle)


def _held_on_windows(path):
    import ctypes
    from ctypes import wintypes

    # Python's own open() does not tell a file that is held from one that may not be read.
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    create = kernel.CreateFileW
    create.argtypes = (wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID, wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE)
    create.restype = wintypes.HANDLE
    close = kernel.CloseHandle
    close.argtypes = (wintypes.HANDLE,)
    generic_read, share_read, open_existing = 0x80000000, 1, 3
    handle = create(path, generic_read, share_read, None, open_existing, 0, None)
    if handle is not None and handle != ctypes.c_void_p(-1).value:
        close(handle)
        return False
    error = ctypes.get_last_error()
    if error in (2, 3):  # no such file, no such folder
        return False
    if error in (32, 33):  # sharing violation, lock violation
        return True
    raise OSError(error, ctypes.FormatError(error).strip())
