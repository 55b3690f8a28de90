SAMPLES = {
    "an admin in Germany": {"country": "DE", "money": True},
    "a member of a team nobody has set up": {"country": None, "money": False},
}
