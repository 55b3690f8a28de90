SAMPLES = {"all of them": {"locales": ["en", "pt-BR", "es", "fr", "de", "it", "nl", "ja"]}}
