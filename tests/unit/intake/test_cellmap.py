"""Module lines and cell lines."""

import pytest

from grader.intake.cellmap import CellMap, Piece

TWO_CELLS = CellMap((Piece(first=3, count=2, cell=1), Piece(first=6, count=3, cell=2)))


@pytest.mark.parametrize(("line", "cell_line"), [(3, (1, 1)), (4, (1, 2)), (6, (2, 1)), (8, (2, 3))])
def test_a_line_is_found_in_its_cell(line, cell_line):
    assert cell_line == TWO_CELLS.cell_line(line)


@pytest.mark.parametrize(("line", "cell_line"), [(-5, (1, 1)), (1, (1, 1)), (5, (2, 1)), (99, (2, 3))])
def test_a_line_of_ours_belongs_to_the_nearest_cell(line, cell_line):
    assert cell_line == TWO_CELLS.cell_line(line)


def test_a_map_without_cells_answers_all_the_same():
    assert (1, 1) == CellMap(()).cell_line(7)


def test_every_code_line_is_listed_once():
    assert [(3, 1, 1), (4, 1, 2), (6, 2, 1), (7, 2, 2), (8, 2, 3)] == list(TWO_CELLS)
