"""Assignments to parts of tensors, and in-place operators on them."""

import torch


def masked_product():
    x = torch.arange(6.0)
    x[x > 3] *= 2
    return x


def list_sum():
    x = torch.arange(6.0)
    x[[0, 1]] += 10
    return x


def masked_difference():
    x = torch.arange(4.0)
    x[torch.tensor([True, False, True, False])] -= torch.tensor([5.0, 6.0])
    return x


def index_quotient_in_a_column():
    x = torch.arange(6.0).view(2, 3)
    x[:, torch.tensor([0, 2])] /= 2
    return x


def last_column():
    x = torch.arange(6.0).view(2, 3)
    x[..., -1] += 1
    return x


def repeated_places_are_changed_once():
    x = torch.zeros(3)
    x[[0, 0, 1]] += 1
    return x


def a_part_that_was_read_changes_itself_alone():
    x = torch.arange(3.0)
    y = x[[0, 1]]
    y *= 5
    return (x, y)[0]


def versions_of_a_changed_view():
    w = torch.ones(3, requires_grad=True)
    y = w * 1
    z = (y * y).sum()
    y[0] += 1
    z.backward()
    return z


def gradient_through_a_masked_product():
    w = torch.arange(4.0, requires_grad=True)
    y = w * 1
    y[y > 1] *= 3
    y.sum().backward()
    return w.grad


def leading_ones_are_dropped():
    z = torch.zeros(2, 3)
    z[0] = torch.ones(1, 3)
    return z


def many_leading_ones_are_dropped():
    z = torch.zeros(2, 3)
    z[:] = torch.ones(1, 1, 1, 1)
    return z


def leading_ones_at_indices():
    z = torch.zeros(2, 3)
    z[[1]] = torch.ones(1, 1, 3)
    return z


def index_put_of_a_number():
    x = torch.zeros(3, dtype=torch.int64)
    x[torch.tensor([0])] = 1.5
    return x


def mask_without_dimensions():
    s = torch.tensor(-1.0)
    s[s < 0] = 5
    return s


def mask_without_dimensions_that_doesn_t_hold():
    s = torch.tensor(-1.0)
    s[s > 0] = 5
    return s


def product_at_a_mask_without_dimensions():
    s = torch.tensor(-1.0)
    s[s < 0] *= 5
    return s


def false_picks_nothing():
    x = torch.ones(2)
    return x[torch.tensor(False)]


def assigning_at_bytes():
    x = torch.zeros(3)
    x[torch.tensor([0, 2, 1], dtype=torch.uint8)] = 4
    return x


def index_out_of_bounds_in_the_second_tensor():
    return torch.ones(2, 3, 4)[:, torch.tensor([0]), torch.tensor([7])]


def expanded():
    b = torch.ones(1).expand(3)
    b += 1
    return b


def assigning_to_one_place_of_the_expanded():
    b = torch.ones(1).expand(3)
    b[0] = 2
    return b


def overlapping_neighbours():
    x = torch.ones(4)
    x[1:] += x[:-1]
    return x


def overlapping_assignment():
    x = torch.ones(4)
    x[1:] = x[:-1]
    return x


def indices_that_are_changed():
    x = torch.zeros(2, dtype=torch.int64)
    x[x] = 1
    return x


def the_same_places():
    x = torch.arange(3.0)
    x[:2] += x[:2]
    return x


def transposed_onto_itself():
    x = torch.arange(4.0).view(2, 2)
    x += x.t()
    return x


CASES = {
    "masked product": masked_product,
    "list sum": list_sum,
    "masked difference": masked_difference,
    "index quotient in a column": index_quotient_in_a_column,
    "last column": last_column,
    "repeated places are changed once": repeated_places_are_changed_once,
    "a part that was read changes itself alone": a_part_that_was_read_changes_itself_alone,
    "versions of a changed view": versions_of_a_changed_view,
    "gradient through a masked product": gradient_through_a_masked_product,
    "leading ones are dropped": leading_ones_are_dropped,
    "many leading ones are dropped": many_leading_ones_are_dropped,
    "leading ones at indices": leading_ones_at_indices,
    "too many dimensions": lambda: torch.zeros(2, 3).__setitem__(0, torch.ones(2, 3)),
    "sizes that don't fit": lambda: torch.zeros(2, 3).__setitem__(0, torch.ones(2)),
    "values that don't fit indices": lambda: torch.zeros(2, 3).__setitem__([0], torch.ones(2)),
    "index put of another type": lambda: torch.zeros(3).__setitem__(torch.tensor([0]), torch.tensor([1])),
    "index put of a number": index_put_of_a_number,
    "index put out of bounds": lambda: torch.zeros(2, 3).__setitem__((slice(None), torch.tensor([3])), 1.0),
    "mask without dimensions": mask_without_dimensions,
    "mask without dimensions that doesn't hold": mask_without_dimensions_that_doesn_t_hold,
    "product at a mask without dimensions": product_at_a_mask_without_dimensions,
    "false picks nothing": false_picks_nothing,
    "true picks all": lambda: torch.ones(2)[torch.tensor(True)],
    "truth values themselves": lambda: torch.ones(2, 2)[:, False].shape[1],
    "false between other indices": lambda: torch.ones(2, 3)[0, torch.tensor(False)],
    "bytes are a mask": lambda: torch.arange(3.0)[torch.tensor([0, 1, 1], dtype=torch.uint8)],
    "a byte is a truth value": lambda: torch.arange(3.0)[torch.tensor(2, dtype=torch.uint8)],
    "bytes of the wrong shape": lambda: torch.arange(3.0)[torch.tensor([1, 0], dtype=torch.uint8)],
    "assigning at bytes": assigning_at_bytes,
    "32-bit indices": lambda: torch.arange(3.0)[torch.tensor([2, 0], dtype=torch.int32)],
    "floating-point indices": lambda: torch.arange(3.0)[torch.tensor([1.0])],
    "a floating-point index": lambda: torch.arange(3.0)[torch.tensor(1.0)],
    "list of truth values": lambda: torch.arange(3.0)[[True, False, True]],
    "empty list": lambda: torch.arange(3.0)[[]],
    "mask and number": lambda: torch.arange(24.0).view(2, 3, 4)[torch.ones(2, 3, dtype=torch.bool), 1],
    "index out of bounds in the second tensor": index_out_of_bounds_in_the_second_tensor,
    "index out of bounds in the second dimension": lambda: torch.ones(2, 3)[:, torch.tensor([-4])],
    "slice step of nothing": lambda: torch.ones(3)[::0],
    "slice step backwards": lambda: torch.ones(3)[::-1],
    "slice of a scalar": lambda: torch.tensor(1.0)[1:],
    "far slice": lambda: torch.arange(3.0)[-(2**62):2**62:2**62],
    "closed range to the largest number": lambda: torch.arange(3.0)[1:2**63-1],
    "stride through": lambda: torch.arange(5.0)[0:5:2],
    "stride from the end": lambda: torch.arange(5.0)[-3::2],
    "empty stride": lambda: torch.arange(5.0)[3:3],
    "smallest number as a place": lambda: torch.ones(3)[-(2**63)],
    "expanded": expanded,
    "expanded and a wrong shape": lambda: torch.ones(1).expand(3).add_(torch.ones(2)),
    "relu of the expanded": lambda: torch.ones(1).expand(3).relu_(),
    "clamp of the expanded": lambda: torch.ones(1).expand(3).clamp_(min=0),
    "normal numbers in the expanded": lambda: torch.ones(1).expand(3).normal_(),
    "uniform numbers in the expanded": lambda: torch.ones(1).expand(3).uniform_(),
    "scatter into the expanded": lambda: torch.ones(1).expand(3).scatter_(0, torch.tensor([0]), 2.0),
    "copy into the expanded": lambda: torch.ones(1).expand(3).copy_(torch.ones(3)),
    "assigning to the expanded": lambda: torch.ones(1).expand(3).__setitem__(slice(None), 2.0),
    "assigning to one place of the expanded": assigning_to_one_place_of_the_expanded,
    "filling the expanded": lambda: torch.ones(1).expand(3).fill_(2),
    "clearing the expanded": lambda: torch.ones(1).expand(3).zero_(),
    "overlapping neighbours": overlapping_neighbours,
    "overlapping assignment": overlapping_assignment,
    "indices that are changed": indices_that_are_changed,
    "the same places": the_same_places,
    "transposed onto itself": transposed_onto_itself,
}
