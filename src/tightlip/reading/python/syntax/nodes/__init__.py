"""What a Python module is made of, as far as rules care: libcst's nodes by libcst's names, without their layout.

Two readers make such trees: `grow`, out of the standard library's, and `whole`, out of libcst's. A class lists its
fields in libcst's order, so that a walk meets everything in the same order.
"""

from tightlip.reading.python.syntax.nodes.base import *
from tightlip.reading.python.syntax.nodes.expressions import *
from tightlip.reading.python.syntax.nodes.statements import *
