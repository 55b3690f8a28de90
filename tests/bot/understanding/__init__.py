import bot.understanding  # noqa: F401  # before numpy: it settles how many threads that takes
