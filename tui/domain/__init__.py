"""The rules of reaching customers: pure functions over frozen values, no clock, no files, no screen."""
