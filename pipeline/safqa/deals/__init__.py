"""From mentions to deals: roles by valency, status by cues, one deal a transaction."""
