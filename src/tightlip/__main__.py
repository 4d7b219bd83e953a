"""`python -m tightlip` is the same command as `tightlip`."""

import sys

from tightlip.cli import main

if __name__ == "__main__":
    sys.exit(main())
