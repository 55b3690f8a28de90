"""The commands: one module each, with NAME, HELP, add_arguments and run."""

COMMANDS = (
    "serve",
    "chat",
    "ask",
    "organisation",
    "import_",
    "imports",
    "rates",
    "invoice",
    "credit",
    "balance",
    "verify",
    "trace",
    "facts",
    "explain",
    "unanswered",
    "migrate",
)
"""Names of the modules, in the order in which help lists them."""
