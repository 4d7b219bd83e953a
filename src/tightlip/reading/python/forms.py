"""The forms in which Python binds a name to a literal: what `Binding.form` says. Imports nothing."""

ASSIGNMENT = "assignment"  # also fields of a class, subscripts, walrus, `setattr`, `os.environ[…] = …`
ENTRY = "dictionary entry"
ARGUMENT = "argument"  # by keyword, or by a position that the vocabulary knows
KEY = "key of a cryptographic call"  # whatever the literal is, it is the key
PARAMETER = "default"  # of a parameter, a field, an option
FALLBACK = "fallback"  # what is taken when an environment variable or another value is absent
COMPARISON = "comparison"
HEADER = "header"
COMMAND = "argument of a command line"
EMBEDDED = "pair in a structured string"  # JSON, a connection string
# The rest are weak evidence: they count only for a value that looks random.
RETURN = "return value"
TEXT = "pair in a text"
ELEMENT = "element of a collection"
LABEL = "constant used as a key"
CONSTANT = "constant that is handed on"
COMMENT = "pair in a comment"
DOCSTRING = "pair in a docstring"

WEAK_EVIDENCE = frozenset({RETURN, TEXT, ELEMENT, LABEL, CONSTANT, COMMENT, DOCSTRING})
