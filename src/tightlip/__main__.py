"""The program: `tightlip`, and `python -m tightlip`."""

import gc
import os
import sys
from typing import NoReturn


def run() -> NoReturn:
    """Does what `sys.argv` says, and ends the process.

    It looks for garbage in cycles rarely, and does not take apart what the process is about to lose anyway: that is
    8 of the 57 ms of CPU that one clean file costs. After Ctrl-C that matters more: Python 3.10 would wait for a thread
    that still wants to send work to processes that are gone.
    """
    gc.set_threshold(100_000)
    try:
        from tightlip.cli import INTERRUPTED, main
    except KeyboardInterrupt:
        os._exit(130)
    status = main()
    if "multiprocessing" in sys.modules and status != INTERRUPTED:  # it has things to give back to the system
        sys.exit(status)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
