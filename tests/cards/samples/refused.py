REASONS = (
    "role_unknown",
    "not_admin",
    "not_personal",
    "file_not_admin",
    "file_not_personal",
    "secrets",
    "other_tenant",
    "instructions",
)
OWN_CHAT = "https://teams.microsoft.com/l/chat/0/0?users=28:11111111-2222-3333-4444-555555555555"
SAMPLES = {reason: {"reason": reason, "own_chat": OWN_CHAT} for reason in REASONS} | {
    "outside Teams": {"reason": "not_personal", "own_chat": None}
}
