"""Why a search ended before all was tried."""

from __future__ import annotations

from .explorer import Explorer


def why_it_stopped(explorer: Explorer, *, alone: bool, lacks_early: bool) -> str:
    """Why there are orders that were not tried, as far as that can be said in a sentence; the budget comes first. `alone`: there
    is one order only."""
    if explorer.computing:
        return (
            f"The time for the search ran out, since the program computes for {explorer.computing:.2g} s in each order."
        )
    if explorer.late:
        return "The time for the search ran out."
    if alone:
        return ""
    if explorer.schedules >= explorer.search.budget.schedules:
        return "That is as many as were to be tried."
    if explorer.effort >= explorer.allowed:
        return f"The search took {explorer.effort:,} steps, which is all that a search may take."
    if explorer.endless:
        return "In some of the others one goes round again and again while another could go on: these were given up."
    if explorer.short_work:
        return "Loops in some of them are so long that nobody was interrupted at each of their steps."
    if lacks_early:
        return "In the others a timeout fires although somebody could still go on."
    return ""
