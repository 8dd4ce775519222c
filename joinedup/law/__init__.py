"""Law: rules as dated data with their sources, and the checks that apply them to a register."""
