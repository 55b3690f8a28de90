REASONS = ("not_admin", "not_personal", "secrets", "other_tenant", "instructions")
SAMPLES = {reason: {"reason": reason} for reason in REASONS}
