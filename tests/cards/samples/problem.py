SAMPLES = {
    "records out of reach": {"reason": "storage", "reference": "7Q2K-9XMD"},
    "slow": {"reason": "busy", "reference": None},
    "a fault": {"reason": "unexpected", "reference": "7Q2K-9XMD"},
}
