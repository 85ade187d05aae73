"""Sizes, dimensions and indices beyond their bounds, and tensors without dimensions."""

import torch


def cat_ones_1_expand_2_63_1_ones_1_():
    return torch.cat([torch.ones(1).expand(2**63 - 1), torch.ones(1)])


def arange_6_0_view_3_2_gather_0_zeros_1_7_():
    return torch.arange(6.0).view(3, 2).gather(0, torch.zeros(1, 7, dtype=torch.int64))


def arange_6_0_view_3_2_gather_1_zeros_4_1_():
    return torch.arange(6.0).view(3, 2).gather(1, torch.zeros(4, 1, dtype=torch.int64))


def arange_6_0_view_3_2_gather_0_zeros_7_():
    return torch.arange(6.0).view(3, 2).gather(0, torch.zeros(7, dtype=torch.int64))


def arange_6_0_view_3_2_gather_0_zeros_5_1_():
    return torch.arange(6.0).view(3, 2).gather(0, torch.zeros(5, 1, dtype=torch.int64))


def arange_6_0_view_3_2_gather_0_zeros_0_9_():
    return torch.arange(6.0).view(3, 2).gather(0, torch.zeros(0, 9, dtype=torch.int64))


def zeros_3_2_scatter_0_zeros_1_7_ones_1_7_():
    return torch.zeros(3, 2).scatter(0, torch.zeros(1, 7, dtype=torch.int64), torch.ones(1, 7))


def zeros_3_2_scatter_0_zeros_1_2_ones_1_1_():
    return torch.zeros(3, 2).scatter(0, torch.zeros(1, 2, dtype=torch.int64), torch.ones(1, 1))


def zeros_3_2_scatter_0_zeros_1_2_ones_2_():
    return torch.zeros(3, 2).scatter(0, torch.zeros(1, 2, dtype=torch.int64), torch.ones(2))


def zeros_3_2_scatter_0_zeros_2_ones_2_():
    return torch.zeros(3, 2).scatter(0, torch.zeros(2, dtype=torch.int64), torch.ones(2))


def zeros_3_2_scatter_0_zeros_1_7_1_0_():
    return torch.zeros(3, 2).scatter(0, torch.zeros(1, 7, dtype=torch.int64), 1.0)


def zeros_3_2_scatter__1_zeros_4_1_1_0_():
    return torch.zeros(3, 2).scatter_(1, torch.zeros(4, 1, dtype=torch.int64), 1.0)


def zeros_3_2_scatter_0_tensor_3_1_0_():
    return torch.zeros(3, 2).scatter(0, torch.tensor([[3]]), 1.0)


def zeros_3_2_scatter_0_tensor_0_ones_1_1_():
    return torch.zeros(3, 2).scatter(0, torch.tensor([[0]]), torch.ones(1, 1, dtype=torch.int64))


def zeros_3_2_scatter_0_tensor_2_1_arange_8_0_view_2_4_():
    return torch.zeros(3, 2).scatter(0, torch.tensor([[2, 1]]), torch.arange(8.0).view(2, 4))


def zeros_3_2_scatter_add_0_zeros_1_7_ones_1_7_():
    return torch.zeros(3, 2).scatter_add(0, torch.zeros(1, 7, dtype=torch.int64), torch.ones(1, 7))


def zeros_3_2_scatter_add_0_tensor_5_ones_1_1_():
    return torch.zeros(3, 2).scatter_add(0, torch.tensor([[5]]), torch.ones(1, 1))


def tensor_0_0_scatter_0_tensor_0_tensor_5_0_():
    return torch.tensor(0.0).scatter(0, torch.tensor([0]), torch.tensor([5.0]))


def zeros_2_scatter_0_tensor_0_tensor_5_0_():
    return torch.zeros(2).scatter(0, torch.tensor([0]), torch.tensor(5.0))


def tensor_0_0_scatter_add_0_tensor_0_tensor_5_0_():
    return torch.tensor(0.0).scatter_add(0, torch.tensor(0), torch.tensor(5.0))


def zeros_3_2_scatter_0_zeros_0_ones_7_():
    return torch.zeros(3, 2).scatter(0, torch.zeros(0, dtype=torch.int64), torch.ones(7))


def arange_3_0_index_select_0_tensor_1_():
    return torch.arange(3.0).index_select(0, torch.tensor([[1]]))


def arange_3_0_index_select_0_tensor_1_0_():
    return torch.arange(3.0).index_select(0, torch.tensor([1.0]))


def tensor_5_0_index_select_0_tensor_0_0_():
    return torch.tensor(5.0).index_select(0, torch.tensor([0, 0]))


def tensor_1_0_masked_select_tensor_True_False_():
    return torch.tensor(1.0).masked_select(torch.tensor([True, False]))


def ones_3_masked_select_ones_2_dtype_bool_():
    return torch.ones(3).masked_select(torch.ones(2, dtype=torch.bool))


def nn_functional_embedding_tensor_0_ones_3_():
    return torch.nn.functional.embedding(torch.tensor([0]), torch.ones(3))


def nn_functional_embedding_tensor_0_ones_3_2_padding_idx_7_():
    return torch.nn.functional.embedding(torch.tensor([0]), torch.ones(3, 2), padding_idx=7)


def nn_functional_embedding_tensor_1_ones_3_2_():
    return torch.nn.functional.embedding(torch.tensor([-1]), torch.ones(3, 2))


CASES = {
    "zeros(2**63 - 1, 2)": lambda: torch.zeros(2**63 - 1, 2),
    "zeros(2**63 - 1)": lambda: torch.zeros(2**63 - 1),
    "zeros(2, -3)": lambda: torch.zeros(2, -3),
    "empty(2, -3)": lambda: torch.empty(2, -3),
    "full((-1,), 1.0)": lambda: torch.full((-1,), 1.0),
    "ones(1).expand(2**63 - 1, 2)": lambda: torch.ones(1).expand(2**63 - 1, 2),
    "ones(1).expand(2**63 - 1).shape[0]": lambda: torch.ones(1).expand(2**63 - 1).shape[0],
    "ones(1).expand(2**63 - 1).contiguous()": lambda: torch.ones(1).expand(2**63 - 1).contiguous(),
    "ones(1).expand(-2)": lambda: torch.ones(1).expand(-2),
    "ones(1).expand(-1, 1)": lambda: torch.ones(1).expand(-1, 1),
    "ones(2).expand(3, -1).shape[1]": lambda: torch.ones(2).expand(3, -1).shape[1],
    "ones(2).expand(1)": lambda: torch.ones(2).expand(1),
    "ones(2, 3).narrow(0, 0, 2**63 - 1)": lambda: torch.ones(2, 3).narrow(0, 0, 2**63 - 1),
    "ones(2, 3).narrow(0, -3, 1)": lambda: torch.ones(2, 3).narrow(0, -3, 1),
    "ones(2, 3).narrow(5, 0, 1)": lambda: torch.ones(2, 3).narrow(5, 0, 1),
    "ones(2, 3).narrow(0, 1, -1)": lambda: torch.ones(2, 3).narrow(0, 1, -1),
    "tensor(1.0).narrow(0, 0, 1)": lambda: torch.tensor(1.0).narrow(0, 0, 1),
    "tensor(1.0).select(0, 0)": lambda: torch.tensor(1.0).select(0, 0),
    "tensor(1.0).unbind()": lambda: torch.tensor(1.0).unbind(),
    "tensor(1.0).split(1)": lambda: torch.tensor(1.0).split(1),
    "tensor(1.0).split([1])": lambda: torch.tensor(1.0).split([1]),
    "tensor(1.0).chunk(1)": lambda: torch.tensor(1.0).chunk(1),
    "tensor(1.0).size(0)": lambda: torch.tensor(1.0).size(0),
    "ones(3).split(2**63 - 1)[0]": lambda: torch.ones(3).split(2**63 - 1)[0],
    "ones(3).split(0)": lambda: torch.ones(3).split(0),
    "ones(3).split(-1)": lambda: torch.ones(3).split(-1),
    "ones(3).split([2**63 - 1, 2, 2])": lambda: torch.ones(3).split([2**63 - 1, 2, 2]),
    "ones(3).split([4, -1])": lambda: torch.ones(3).split([4, -1]),
    "ones(3).chunk(0)": lambda: torch.ones(3).chunk(0),
    "len(ones(0).chunk(3))": lambda: len(torch.ones(0).chunk(3)),
    "arange(3.0).roll(2**63 - 1, 0)": lambda: torch.arange(3.0).roll(2**63 - 1, 0),
    "arange(3.0).roll(-4, 0)": lambda: torch.arange(3.0).roll(-4, 0),
    "tensor(1.0).roll(1, 0)": lambda: torch.tensor(1.0).roll(1, 0),
    "ones(0).roll(1, 0)": lambda: torch.ones(0).roll(1, 0),
    "ones(3).repeat(-1)": lambda: torch.ones(3).repeat(-1),
    "ones(3).repeat(2**40, 2**40)": lambda: torch.ones(3).repeat(2**40, 2**40),
    "ones(3).repeat(2**63 - 1)": lambda: torch.ones(3).repeat(2**63 - 1),
    "ones(3).repeat(0)": lambda: torch.ones(3).repeat(0),
    "ones(2, 3).repeat(2)": lambda: torch.ones(2, 3).repeat(2),
    "tensor(1.0).repeat(2)": lambda: torch.tensor(1.0).repeat(2),
    "ones(2, 3).flip([0, -2])": lambda: torch.ones(2, 3).flip([0, -2]),
    "ones(2, 3).flip([2])": lambda: torch.ones(2, 3).flip([2]),
    "tensor(1.0).flip([0])": lambda: torch.tensor(1.0).flip([0]),
    "ones(2, 3, 4).diag()": lambda: torch.ones(2, 3, 4).diag(),
    "tensor(1.0).diag()": lambda: torch.tensor(1.0).diag(),
    "arange(3.0).diag(-1)": lambda: torch.arange(3.0).diag(-1),
    "arange(6.0).view(2, 3).diag(1)": lambda: torch.arange(6.0).view(2, 3).diag(1),
    "arange(24.0).view(2, 3, 4).diagonal()": lambda: torch.arange(24.0).view(2, 3, 4).diagonal(),
    "arange(24.0).view(2, 3, 4).diagonal(1, 2, 0)": lambda: torch.arange(24.0).view(2, 3, 4).diagonal(1, 2, 0),
    "ones(2, 3).diagonal(2**63 - 1).shape[0]": lambda: torch.ones(2, 3).diagonal(2**63 - 1).shape[0],
    "ones(2, 3).diagonal(-7).shape[0]": lambda: torch.ones(2, 3).diagonal(-7).shape[0],
    "ones(2, 3).diagonal(0, 1, -1)": lambda: torch.ones(2, 3).diagonal(0, 1, -1),
    "ones(2).diagonal()": lambda: torch.ones(2).diagonal(),
    "ones(2).tril()": lambda: torch.ones(2).tril(),
    "ones(2).triu()": lambda: torch.ones(2).triu(),
    "ones(2, 2).tril(2**63 - 1)": lambda: torch.ones(2, 2).tril(2**63 - 1),
    "ones(2, 2).tril(-(2**63))": lambda: torch.ones(2, 2).tril(-(2**63)),
    "ones(2, 2).triu(-(2**63))": lambda: torch.ones(2, 2).triu(-(2**63)),
    "eye(-1)": lambda: torch.eye(-1),
    "eye(2, -1)": lambda: torch.eye(2, -1),
    "eye(0, 2**63 - 1).shape[0]": lambda: torch.eye(0, 2**63 - 1).shape[0],
    "ones(6).view(2**63 - 1, 2)": lambda: torch.ones(6).view(2**63 - 1, 2),
    "ones(6).view(-1, 2**63 - 1)": lambda: torch.ones(6).view(-1, 2**63 - 1),
    "ones(6).view(-1, -1)": lambda: torch.ones(6).view(-1, -1),
    "ones(6).view(-2)": lambda: torch.ones(6).view(-2),
    "ones(6).view(2**32, 2**32)": lambda: torch.ones(6).view(2**32, 2**32),
    "ones(0).view(-1, 0)": lambda: torch.ones(0).view(-1, 0),
    "ones(0).view(0, 2**63 - 1).shape[0]": lambda: torch.ones(0).view(0, 2**63 - 1).shape[0],
    "ones(6).reshape(-3, -2)": lambda: torch.ones(6).reshape(-3, -2),
    "ones(6).unflatten(0, (2**63 - 1, 2))": lambda: torch.ones(6).unflatten(0, (2**63 - 1, 2)),
    "ones(6).unflatten(0, (-1, 4))": lambda: torch.ones(6).unflatten(0, (-1, 4)),
    "ones(6).unflatten(0, ())": lambda: torch.ones(6).unflatten(0, ()),
    "ones(6).unflatten(0, (0, -1))": lambda: torch.ones(6).unflatten(0, (0, -1)),
    "ones(6, 2).unflatten(2, (1,))": lambda: torch.ones(6, 2).unflatten(2, (1,)),
    "ones(2, 3).flatten(3)": lambda: torch.ones(2, 3).flatten(3),
    "ones(2, 3).permute(0, 0)": lambda: torch.ones(2, 3).permute(0, 0),
    "ones(2, 3).permute(0, -(2**63))": lambda: torch.ones(2, 3).permute(0, -(2**63)),
    "ones(2, 3).unsqueeze(-4)": lambda: torch.ones(2, 3).unsqueeze(-4),
    "tensor(1.0).squeeze(1)": lambda: torch.tensor(1.0).squeeze(1),
    "tensor(1.0).transpose(0, 1)": lambda: torch.tensor(1.0).transpose(0, 1),
    "cat([ones(1), tensor(1.0)])": lambda: torch.cat([torch.ones(1), torch.tensor(1.0)]),
    "cat([ones(0), ones(2, 2)], 2)": lambda: torch.cat([torch.ones(0), torch.ones(2, 2)], 2),
    "cat([ones(1).expand(2**63 - 1), ones(1)])": cat_ones_1_expand_2_63_1_ones_1_,
    "stack([ones(2)], 3)": lambda: torch.stack([torch.ones(2)], 3),
    "ones(3).gather(0, tensor([2**63 - 1]))": lambda: torch.ones(3).gather(0, torch.tensor([2**63 - 1])),
    "ones(3).gather(0, tensor([-1]))": lambda: torch.ones(3).gather(0, torch.tensor([-1])),
    "arange(6.0).view(3, 2).gather(0, zeros(1, 7))": arange_6_0_view_3_2_gather_0_zeros_1_7_,
    "arange(6.0).view(3, 2).gather(1, zeros(4, 1))": arange_6_0_view_3_2_gather_1_zeros_4_1_,
    "arange(6.0).view(3, 2).gather(0, zeros(7))": arange_6_0_view_3_2_gather_0_zeros_7_,
    "arange(6.0).view(3, 2).gather(0, zeros(5, 1))": arange_6_0_view_3_2_gather_0_zeros_5_1_,
    "arange(6.0).view(3, 2).gather(0, zeros(0, 9))": arange_6_0_view_3_2_gather_0_zeros_0_9_,
    "ones(3, 2).gather(0, zeros(1, 1))": lambda: torch.ones(3, 2).gather(0, torch.zeros(1, 1)),
    "tensor(5.0).gather(0, tensor(0))": lambda: torch.tensor(5.0).gather(0, torch.tensor(0)),
    "tensor(5.0).gather(0, tensor([0, 0]))": lambda: torch.tensor(5.0).gather(0, torch.tensor([0, 0])),
    "tensor([5.0]).gather(0, tensor(0))": lambda: torch.tensor([5.0]).gather(0, torch.tensor(0)),
    "tensor(5.0).gather(0, tensor(1))": lambda: torch.tensor(5.0).gather(0, torch.tensor(1)),
    "zeros(3, 2).scatter(0, zeros(1, 7), ones(1, 7))": zeros_3_2_scatter_0_zeros_1_7_ones_1_7_,
    "zeros(3, 2).scatter(0, zeros(1, 2), ones(1, 1))": zeros_3_2_scatter_0_zeros_1_2_ones_1_1_,
    "zeros(3, 2).scatter(0, zeros(1, 2), ones(2))": zeros_3_2_scatter_0_zeros_1_2_ones_2_,
    "zeros(3, 2).scatter(0, zeros(2), ones(2))": zeros_3_2_scatter_0_zeros_2_ones_2_,
    "zeros(3, 2).scatter(0, zeros(1, 7), 1.0)": zeros_3_2_scatter_0_zeros_1_7_1_0_,
    "zeros(3, 2).scatter_(1, zeros(4, 1), 1.0)": zeros_3_2_scatter__1_zeros_4_1_1_0_,
    "zeros(3, 2).scatter(0, zeros(1, 2), 1.0)": lambda: torch.zeros(3, 2).scatter(0, torch.zeros(1, 2), 1.0),
    "zeros(3, 2).scatter(0, tensor([[3]]), 1.0)": zeros_3_2_scatter_0_tensor_3_1_0_,
    "zeros(3, 2).scatter(0, tensor([[0]]), ones(1, 1))": zeros_3_2_scatter_0_tensor_0_ones_1_1_,
    "zeros(3, 2).scatter(0, tensor([[2, 1]]), arange(8.0).view(2, 4))": zeros_3_2_scatter_0_tensor_2_1_arange_8_0_view_2_4_,
    "zeros(3, 2).scatter_add(0, zeros(1, 7), ones(1, 7))": zeros_3_2_scatter_add_0_zeros_1_7_ones_1_7_,
    "zeros(3, 2).scatter_add(0, tensor([[5]]), ones(1, 1))": zeros_3_2_scatter_add_0_tensor_5_ones_1_1_,
    "tensor(0.0).scatter(0, tensor(0), 5.0)": lambda: torch.tensor(0.0).scatter(0, torch.tensor(0), 5.0),
    "tensor(0.0).scatter(0, tensor([0]), tensor([5.0]))": tensor_0_0_scatter_0_tensor_0_tensor_5_0_,
    "zeros(2).scatter(0, tensor([0]), tensor(5.0))": zeros_2_scatter_0_tensor_0_tensor_5_0_,
    "tensor(0.0).scatter_add(0, tensor(0), tensor(5.0))": tensor_0_0_scatter_add_0_tensor_0_tensor_5_0_,
    "zeros(3, 2).scatter(0, zeros(0), ones(7))": zeros_3_2_scatter_0_zeros_0_ones_7_,
    "arange(3.0).index_select(0, tensor([-1]))": lambda: torch.arange(3.0).index_select(0, torch.tensor([-1])),
    "arange(3.0).index_select(0, tensor([3]))": lambda: torch.arange(3.0).index_select(0, torch.tensor([3])),
    "arange(3.0).index_select(0, tensor([[1]]))": arange_3_0_index_select_0_tensor_1_,
    "arange(3.0).index_select(0, tensor([1.0]))": arange_3_0_index_select_0_tensor_1_0_,
    "arange(3.0).index_select(0, tensor(1))": lambda: torch.arange(3.0).index_select(0, torch.tensor(1)),
    "tensor(5.0).index_select(0, tensor([0]))": lambda: torch.tensor(5.0).index_select(0, torch.tensor([0])),
    "tensor(5.0).index_select(0, tensor([0, 0]))": tensor_5_0_index_select_0_tensor_0_0_,
    "tensor(5.0).index_select(0, tensor([1]))": lambda: torch.tensor(5.0).index_select(0, torch.tensor([1])),
    "ones(3).masked_select(ones(3))": lambda: torch.ones(3).masked_select(torch.ones(3)),
    "ones(3).masked_select(tensor(True))": lambda: torch.ones(3).masked_select(torch.tensor(True)),
    "tensor(1.0).masked_select(tensor([True, False]))": tensor_1_0_masked_select_tensor_True_False_,
    "ones(3).masked_select(ones(2, dtype=bool))": ones_3_masked_select_ones_2_dtype_bool_,
    "ones(3).masked_fill(ones(3), 1.0)": lambda: torch.ones(3).masked_fill(torch.ones(3), 1.0),
    "tensor(1.0).nonzero()": lambda: torch.tensor(1.0).nonzero(),
    "zeros(2, 0).nonzero()": lambda: torch.zeros(2, 0).nonzero(),
    "tensor([[1.0, 2.0], [3.0]])": lambda: torch.tensor([[1.0, 2.0], [3.0]]),
    "tensor([[[1.0, 2.0]], [[3.0]]])": lambda: torch.tensor([[[1.0, 2.0]], [[3.0]]]),
    "tensor([[[1.0], [2.0]], [[3.0]]])": lambda: torch.tensor([[[1.0], [2.0]], [[3.0]]]),
    "tensor([1.0, 2.0]).view(-1, -2)": lambda: torch.tensor([1.0, 2.0]).view(-1, -2),
    "tensor([1.0, 2.0]).view(2**32, 2**32)": lambda: torch.tensor([1.0, 2.0]).view(2**32, 2**32),
    "nn.functional.embedding(tensor([0]), ones(3))": nn_functional_embedding_tensor_0_ones_3_,
    "nn.functional.embedding(tensor([0]), ones(3, 2), padding_idx=7)": nn_functional_embedding_tensor_0_ones_3_2_padding_idx_7_,
    "nn.functional.embedding(tensor([-1]), ones(3, 2))": nn_functional_embedding_tensor_1_ones_3_2_,
    "ones(2, 3).outer(ones(2))": lambda: torch.ones(2, 3).outer(torch.ones(2)),
    "ones(2).outer(tensor(1.0))": lambda: torch.ones(2).outer(torch.tensor(1.0)),
    "ones(3).copy_(ones(2))": lambda: torch.ones(3).copy_(torch.ones(2)),
    "ones(3).copy_(ones(2, 3))": lambda: torch.ones(3).copy_(torch.ones(2, 3)),
}
