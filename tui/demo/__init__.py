"""Made-up shops to practise with: their files, their people, and a day's work already begun."""
