"""Review campaigns: rounds, reviews of units with their stages, teams, meetings, survey, findings, lessons, judgement."""
