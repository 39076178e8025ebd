"""The assignment problem, solved exactly for small tables.

Found deals are paired with gold deals so that the total overlap is the greatest; a greedy choice can miss that by
taking a good pair that spoils two others. scipy has this (``linear_sum_assignment``) and is too large a dependency for
tables of ten by ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs (row, column), each row and column at most once, with the greatest total weight; sorted by row.

    ``weights`` is rectangular, of finite numbers. min(rows, columns) pairs come back, those of weight zero among them.
    The method is shortest augmenting paths with dual variables (D. F. Crouse, "On implementing 2D rectangular
    assignment algorithms", IEEE Transactions on Aerospace and Electronic Systems 52(4), 2016), O(n³). Where several
    assignments are equally good, the choice is that of scipy's implementation of the same paper: free columns first,
    then the lower number; so figures computed with either agree.
    """
    rows = len(weights)
    columns = len(weights[0]) if rows else 0
    if columns < rows:
        turned = [[-weights[r][c] for r in range(rows)] for c in range(columns)]
        return sorted((row, column) for column, row in enumerate(_solve(turned, rows)))
    return list(enumerate(_solve([[-value for value in line] for line in weights], columns)))


def greedy_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs that taking the heaviest free one again and again gives (of equal ones the first, row by row); weights
    of zero make no pair. Its total may be less than that of ``best_pairs``.
    """
    cells = [(-value, row, column) for row, line in enumerate(weights) for column, value in enumerate(line) if value]
    rows: set[int] = set()
    columns: set[int] = set()
    out = []
    for _, row, column in sorted(cells):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            out.append((row, column))
    return out


def _solve(cost: list[list[float]], columns: int) -> list[int]:
    """The column of each row at the least total cost; there are no fewer columns than rows."""
    row_price, column_price = [0.0] * len(cost), [0.0] * columns
    column_of, row_of = [-1] * len(cost), [-1] * columns
    for start in range(len(cost)):
        seen_rows, distance, previous, done, sink, length = _shortest_path(cost, start, row_price, column_price, row_of)
        row_price[start] += length
        for row in seen_rows:
            if row != start:
                row_price[row] += length - distance[column_of[row]]
        for column in done:
            column_price[column] -= length - distance[column]
        column = sink
        while True:  # turn the path round: each row on it takes the column that it was reached for
            row = previous[column]
            row_of[column] = row
            column_of[row], column = column, column_of[row]
            if row == start:
                break
    return column_of


def _shortest_path(
    cost: list[list[float]], start: int, row_price: list[float], column_price: list[float], row_of: list[int]
) -> tuple[list[int], list[float], list[int], list[int], int, float]:
    """Dijkstra from a row to the nearest free column over reduced costs: rows and columns passed, the distances, the
    row before each column, the free column and its distance.
    """
    columns = len(row_of)
    distance, previous = [inf] * columns, [-1] * columns
    left = list(range(columns - 1, -1, -1))  # from the end, so that equal costs give the identity
    rows: list[int] = []
    done: list[int] = []
    row, length = start, 0.0
    while True:
        rows.append(row)
        nearest, at = inf, -1
        for index, column in enumerate(left):
            through = length + cost[row][column] - row_price[row] - column_price[column]
            if through < distance[column]:
                previous[column], distance[column] = row, through
            if distance[column] < nearest or (distance[column] == nearest and row_of[column] == -1):
                nearest, at = distance[column], index
        length = nearest
        column = left[at]
        done.append(column)
        left[at] = left[-1]
        left.pop()
        if row_of[column] == -1:
            return rows, distance, previous, done, column, length
        row = row_of[column]
