"""Begin an exercise: from nothing, from one marked source, or from what another grader's authors wrote."""
