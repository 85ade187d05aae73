"""Reading and changing parts of tensors."""

import torch


def row_product():
    x = torch.arange(6.0).view(2, 3)
    x[0] *= 2
    return x


def places_out_of_bounds_in_two_dimensions():
    x = torch.ones(2, 1, 1)
    return x[torch.tensor([[0, -1], [0, -3]]), 0, torch.tensor([1, 0])]


def wrong_shape_for_a_place_out_of_bounds():
    x = torch.ones(2, 1)
    x[torch.tensor([2])] = torch.ones(4, 2)
    return x


def gradient_of_minus_zero_through(selection):
    x = torch.ones(2, requires_grad=True)
    selection(x).mul(-0.0).sum().backward()
    return x.grad


CASES = {
    "places out of bounds in two dimensions": places_out_of_bounds_in_two_dimensions,
    "wrong shape for a place out of bounds": wrong_shape_for_a_place_out_of_bounds,
    "gradient of -0 through a mask": lambda: gradient_of_minus_zero_through(
        lambda x: x[torch.tensor([True, False])]),
    "gradient of -0 through a list": lambda: gradient_of_minus_zero_through(
        lambda x: x[torch.tensor([0])]),
    "gradient of -0 through repeats of 1": lambda: gradient_of_minus_zero_through(
        lambda x: x.repeat(1)),
    "gradient of -0 through repeats": lambda: gradient_of_minus_zero_through(
        lambda x: x.repeat(2, 1, 3)),
    "row product": row_product,
    "place out of bounds": lambda: torch.ones(3)[torch.tensor([0, 7])],
}
