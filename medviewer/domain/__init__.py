"""The words of the program. Frozen dataclasses and enums; numpy only."""
