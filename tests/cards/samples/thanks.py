SAMPLES = {"plain": {}}
