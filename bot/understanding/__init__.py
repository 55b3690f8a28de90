"""From a text to a Reading: intent, slots and what is not sure, offline and deterministic."""

import os

# Two threads on a vector this small cost ten times what one does; it counts only before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
