"""Gives the keyboard to each window that opens, and back when it closes: what a window manager does, and a bare display does not.

A process of its own: libX11 ends the process when the display goes.
"""
import ctypes
import ctypes.util

SUBSTRUCTURE_NOTIFY = 1 << 19
UNMAP_NOTIFY, MAP_NOTIFY = 18, 19
POINTER_ROOT = 1
CURRENT_TIME = 0


class WindowEvent(ctypes.Structure):
    """What XMapEvent and XUnmapEvent have in common."""
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
                ("event", ctypes.c_ulong), ("window", ctypes.c_ulong), ("override_redirect", ctypes.c_int)]


class Event(ctypes.Union):
    _fields_ = [("window", WindowEvent), ("room", ctypes.c_long * 24)]


def library():
    x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XDefaultRootWindow.restype = ctypes.c_ulong
    x.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    x.XSelectInput.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_long]
    x.XSetInputFocus.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_ulong]
    x.XNextEvent.argtypes = [ctypes.c_void_p, ctypes.POINTER(Event)]
    x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
    return x


def main():
    x = library()
    # A window may be gone by the time it gets the focus: no reason to end
    handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
    x.XSetErrorHandler(handler)
    display = x.XOpenDisplay(None)
    x.XSelectInput(display, x.XDefaultRootWindow(display), SUBSTRUCTURE_NOTIFY)
    x.XSync(display, 0)
    print("ready", flush=True)
    windows = []
    event = Event()
    while True:
        x.XNextEvent(display, ctypes.byref(event))
        what = event.window
        if what.type == MAP_NOTIFY and not what.override_redirect:
            windows.append(what.window)
        elif what.type == UNMAP_NOTIFY and what.window in windows:
            windows.remove(what.window)
        else:
            continue
        if windows:
            x.XSetInputFocus(display, windows[-1], POINTER_ROOT, CURRENT_TIME)
            x.XSync(display, 0)


if __name__ == "__main__":
    main()
