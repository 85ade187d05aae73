"""Gradients of tensors and views that were changed in place."""

import torch


def expanded_view_of_a_changed_base():
    x = torch.ones(3, requires_grad=True)
    y = x * 1
    v = y.expand(2, 3)
    y += 1
    v.sum().backward()
    return x.grad


def view_that_was_read_without_gradients():
    x = torch.ones(3, requires_grad=True)
    y = x * 1
    v = y[0:2]
    y *= 2
    torch.no_grad()(lambda: v.sum())()
    v.sum().backward()
    return x.grad


def transposed_view_of_a_changed_base():
    x = torch.arange(6.0, requires_grad=True)
    y = (x * 2).view(2, 3)
    v = y.t()
    y[0] *= 3
    (v * v).sum().backward()
    return x.grad


def name_after_a_change_of_the_base():
    y = torch.ones(3, requires_grad=True) * 1
    v = y[0:2]
    y *= 2
    return v


def name_after_a_change_without_gradients():
    y = torch.ones(3, requires_grad=True) * 1
    v = y[0:2]
    torch.no_grad()(lambda: y.mul_(2))()
    return v


def detached_change():
    x = torch.ones(2, requires_grad=True)
    y = x * 3
    v = y[0]
    y.detach().mul_(2)
    v.backward()
    return (x.grad, v)[1]


def base_that_isn_t_dense():
    x = torch.arange(6.0).view(2, 3).t().requires_grad_(False)
    b = x.detach()
    w = torch.ones(2, requires_grad=True)
    b[1] *= w
    b.sum().backward()
    return w.grad


def output_of_split():
    y = torch.ones(4, requires_grad=True) * 1
    a, b = y.split(2)
    return b.mul_(2)


def output_of_chunk():
    y = torch.ones(4, requires_grad=True) * 1
    return y.chunk(2)[0].add_(2)


def output_of_split_by_sizes():
    y = torch.ones(4, requires_grad=True) * 1
    return y.split([1, 3])[1].zero_()


def output_of_unbind():
    y = torch.ones(4, requires_grad=True) * 1
    return y.unbind()[2].fill_(2)


def operand_that_is_an_output_of_unbind_of_a_changed_base():
    y = torch.ones(4, 2, requires_grad=True) * 1
    b = y.unbind()[2]
    y *= 2
    return torch.ones(3).mul_(b)


def view_of_an_output_of_split():
    y = torch.ones(4, requires_grad=True) * 1
    return y.split(2)[1][0:1].mul_(2)


def split_of_what_needs_no_gradient():
    y = torch.ones(4)
    return y.split(2)[1].mul_(torch.ones(2, requires_grad=True))


def split_that_isn_t_recorded():
    y = torch.ones(4)
    y.split(2)[1].mul_(2)
    return y


def base_of_a_split():
    y = torch.ones(4, requires_grad=True) * 1
    b = y.split(2)[1]
    y.mul_(2)
    return b.sum()


def printing_a_view_that_lost_its_history():
    y = torch.ones(4, requires_grad=True) * 1
    b = y.split(2)[1]
    y.mul_(2)
    return b


def view_made_without_gradients():
    y = torch.ones(4, requires_grad=True) * 1
    v = torch.no_grad()(lambda: y[0:2])()
    return v.mul_(2)


def view_made_without_gradients_of_a_split():
    y = torch.ones(4, requires_grad=True) * 1
    s = y.split(2)[1]
    v = torch.no_grad()(lambda: s[0:2])()
    return v.mul_(2)


def base_of_a_view_made_without_gradients():
    y = torch.ones(4, requires_grad=True) * 1
    v = torch.no_grad()(lambda: y[0:2])()
    y.mul_(2)
    return v


def base_of_a_view_made_without_gradients_that_is_used():
    y = torch.ones(4, requires_grad=True) * 1
    v = torch.no_grad()(lambda: y[0:2])()
    y.mul_(2)
    return v * 2


def both_without_gradients():
    y = torch.ones(4, requires_grad=True) * 1
    torch.no_grad()(lambda: y[0:2].mul_(2))()
    return y


def leaf_changed_by_what_needs_a_gradient():
    x = torch.ones(2)
    x.add_(torch.ones(2, requires_grad=True))
    return x


def gradients_of_a_split():
    x = torch.arange(4.0, requires_grad=True)
    a, b = x.split(2)
    (a * b).sum().backward()
    return x.grad


def gradient_of_one_output():
    x = torch.arange(4.0, requires_grad=True)
    x.unbind()[2].backward()
    return x.grad


def retained_gradient_of_an_output():
    x = torch.arange(4.0, requires_grad=True)
    b = x.split(2)[1]
    b.retain_grad()
    (b * b).sum().backward()
    return b.grad


def retained_gradient_after_a_change():
    x = torch.ones(2, requires_grad=True)
    y = x * 1
    y.retain_grad()
    y *= 2
    (y * 5).sum().backward()
    return y.grad


def retained_gradient_of_a_base():
    x = torch.ones(2, requires_grad=True)
    y = x * 1
    v = y[:1]
    y.retain_grad()
    v.mul_(3)
    (y * 5).sum().backward()
    return y.grad


def changed_after_it_was_saved():
    y = torch.ones(3, requires_grad=True) * 1
    z = y * y
    y.add_(1)
    return z.sum().backward()


def changed_view_after_it_was_saved():
    y = torch.ones(3, requires_grad=True) * 1
    v = y[0:2]
    z = v * v
    y.add_(1)
    return z.sum().backward()


def changed_after_relu_in_place():
    y = torch.ones(3, requires_grad=True) * 1
    y.relu_()
    y.add_(1)
    return y.sum().backward()


def relu_in_place_of_a_part():
    x = torch.tensor([-1.0, 2.0, -3.0], requires_grad=True)
    y = x * 1
    y[1:].relu_()
    y.sum().backward()
    return x.grad


def changed_sum_after_it_was_saved():
    y = (torch.ones(3, requires_grad=True) * 1).sum(0)
    z = y * y
    y.detach().add_(1)
    return z.backward()


def changed_part_after_it_was_saved():
    y = torch.ones(3, requires_grad=True) * 1
    y[0] = 1.0
    z = y * y
    y.detach().add_(1)
    return z.sum().backward()


def copied_over_after_it_was_saved():
    y = torch.ones(3, requires_grad=True) * 1
    y.copy_(torch.ones(3))
    z = y * y
    y.detach().add_(1)
    return z.sum().backward()


def output_1_after_it_was_saved():
    y = torch.ones(4, requires_grad=True) * 1
    b = y.split(2)[1]
    z = b * b
    y.detach().add_(1)
    return z.sum().backward()


def multiplied_by_itself_in_place():
    y = torch.ones(3, requires_grad=True) * 1
    y.mul_(y)
    return y.sum().backward()


def added_to_itself_in_place():
    x = torch.ones(3, requires_grad=True)
    y = x * 1
    y.add_(y)
    y.sum().backward()
    return x.grad


def divided_in_place():
    x = torch.arange(1.0, 4.0).requires_grad_()
    w = torch.tensor(2.0, requires_grad=True)
    y = x * 1
    y[1:].div_(w)
    y.sum().backward()
    return (w.grad, x.grad)[0]


def second_pass_through_an_index():
    x = torch.ones(3, requires_grad=True)
    y = (x + 0)[torch.tensor([0, 1])].sum()
    y.backward()
    return y.backward()


def second_pass_through_gather():
    y = torch.ones(3, requires_grad=True).gather(0, torch.tensor([1])).sum()
    y.backward()
    return y.backward()


def second_pass_through_scatter():
    y = torch.ones(3, requires_grad=True).scatter(0, torch.tensor([1]), 2.0).sum()
    y.backward()
    return y.backward()


def second_pass_through_a_selection():
    y = torch.ones(3, requires_grad=True).index_select(0, torch.tensor([1])).sum()
    y.backward()
    return y.backward()


def second_pass_through_a_mask():
    y = torch.ones(3, requires_grad=True).masked_select(torch.tensor([True, False, True])).sum()
    y.backward()
    return y.backward()


def second_pass_through_a_lookup():
    y = torch.nn.functional.embedding(torch.tensor([0]), torch.ones(2, 2, requires_grad=True)).sum()
    y.backward()
    return y.backward()


def second_pass_through_a_changed_part():
    y = torch.ones(3, requires_grad=True) + 0
    y[0] = 1
    z = y.sum()
    z.backward()
    return z.backward()


def second_pass_through_scatterAdd():
    x = torch.ones(3, requires_grad=True)
    y = x.scatter_add(0, torch.tensor([1]), torch.ones(1)).sum()
    y.backward()
    y.backward()
    return x.grad


def indices_changed_after_they_were_used():
    i = torch.tensor([0, 1])
    y = torch.ones(3, requires_grad=True)[i].sum()
    i += 1
    return y.backward()


def mask_changed_after_it_was_used():
    i = torch.tensor([True, False])
    y = torch.ones(2, requires_grad=True)[i].sum()
    i.fill_(True)
    return y.backward()


def name_of_a_filled_part():
    y = torch.ones(3, requires_grad=True) * 1
    y[...] = 5
    return y


def name_of_a_filled_tensor():
    y = torch.ones(3, requires_grad=True) * 1
    y.fill_(5)
    return y


def name_of_a_cleared_tensor():
    y = torch.ones(3, requires_grad=True) * 1
    y.zero_()
    return y


def name_of_a_copy():
    y = torch.ones(3, requires_grad=True) * 1
    y.copy_(torch.ones(3))
    return y


def name_of_an_index_put():
    y = torch.ones(3, requires_grad=True) * 1
    y[[0]] = 5
    return y


def name_of_a_scatter_in_place():
    y = torch.ones(3, requires_grad=True) * 1
    y.scatter_(0, torch.tensor([1]), 2.0)
    return y


def name_of_a_scattered_source():
    return torch.ones(3, requires_grad=True).scatter(0, torch.tensor([1]), torch.ones(1))


def name_of_random_numbers():
    y = torch.ones(2, requires_grad=True) * 1
    return y.uniform_().grad_fn.name()


def name_of_normal_numbers():
    y = torch.ones(2, requires_grad=True) * 1
    return y.normal_().grad_fn.name()


def name_of_truth_values():
    y = torch.ones(2, requires_grad=True) * 1
    return y.bernoulli_(0.5).grad_fn.name()


def filling_the_expanded_and_going_back():
    y = torch.ones(1, requires_grad=True) * 1
    y.expand(3).fill_(1)
    return y.sum().backward()


def source_larger_than_the_index():
    s = torch.ones(3, requires_grad=True)
    torch.zeros(3).scatter(0, torch.tensor([1]), s).sum().backward()
    return s.grad


def flag_of_a_computed_view():
    y = torch.ones(3, requires_grad=True) * 1
    return y[0].requires_grad_(False)


def saved_by_a_select():
    x = torch.ones(2, requires_grad=True)
    y = x.masked_select(torch.tensor([True, False])).sum()
    x.detach().add_(1)
    return y.backward()


def retaining_a_view_made_without_history():
    y = torch.ones(2, requires_grad=True) * 1
    with torch.no_grad():
        v = y[:1]
    y.mul_(2)
    v.retain_grad()
    y.sum().backward()
    return y


def signless_zero_through_expand():
    x = torch.tensor(-1.5, requires_grad=True)
    y = x * x.expand([])
    y.scatter(0, torch.tensor(0), 1.0).backward()
    return x.grad


def both_operands_changed(operation):
    """Which of the two the error names is seen by its shape."""
    a = torch.ones(2, requires_grad=True) * 1
    b = torch.ones(3, 2, requires_grad=True) * 1
    c = operation(a, b)
    a += 1
    b += 1
    c.sum().backward()


CASES = {
    "maximum of what changed": lambda: both_operands_changed(torch.maximum),
    "quotient of what changed": lambda: both_operands_changed(torch.div),
    "remainder of what changed": lambda: both_operands_changed(torch.remainder),
    "product of what changed": lambda: both_operands_changed(torch.mul),
    "logaddexp of what changed": lambda: both_operands_changed(torch.logaddexp),
    "expanded view of a changed base": expanded_view_of_a_changed_base,
    "view that was read without gradients": view_that_was_read_without_gradients,
    "transposed view of a changed base": transposed_view_of_a_changed_base,
    "name after a change of the base": name_after_a_change_of_the_base,
    "name after a change without gradients": name_after_a_change_without_gradients,
    "detached change": detached_change,
    "base that isn't dense": base_that_isn_t_dense,
    "output of split": output_of_split,
    "output of chunk": output_of_chunk,
    "output of split by sizes": output_of_split_by_sizes,
    "output of unbind": output_of_unbind,
    "operand that is an output of unbind of a changed base, of a wrong shape": (
        operand_that_is_an_output_of_unbind_of_a_changed_base),
    "view of an output of split": view_of_an_output_of_split,
    "split of what needs no gradient": split_of_what_needs_no_gradient,
    "split that isn't recorded": split_that_isn_t_recorded,
    "base of a split": base_of_a_split,
    "printing a view that lost its history": printing_a_view_that_lost_its_history,
    "view made without gradients": view_made_without_gradients,
    "view made without gradients of a split": view_made_without_gradients_of_a_split,
    "base of a view made without gradients": base_of_a_view_made_without_gradients,
    "base of a view made without gradients that is used": base_of_a_view_made_without_gradients_that_is_used,
    "both without gradients": both_without_gradients,
    "leaf changed by what needs a gradient": leaf_changed_by_what_needs_a_gradient,
    "gradients of a split": gradients_of_a_split,
    "gradient of one output": gradient_of_one_output,
    "retained gradient of an output": retained_gradient_of_an_output,
    "retained gradient after a change": retained_gradient_after_a_change,
    "retained gradient of a base": retained_gradient_of_a_base,
    "changed after it was saved": changed_after_it_was_saved,
    "changed view after it was saved": changed_view_after_it_was_saved,
    "changed after relu in place": changed_after_relu_in_place,
    "relu in place of a part": relu_in_place_of_a_part,
    "changed sum after it was saved": changed_sum_after_it_was_saved,
    "changed part after it was saved": changed_part_after_it_was_saved,
    "copied over after it was saved": copied_over_after_it_was_saved,
    "output 1 after it was saved": output_1_after_it_was_saved,
    "multiplied by itself in place": multiplied_by_itself_in_place,
    "added to itself in place": added_to_itself_in_place,
    "divided in place": divided_in_place,
    "second pass through an index": second_pass_through_an_index,
    "second pass through gather": second_pass_through_gather,
    "second pass through scatter": second_pass_through_scatter,
    "second pass through a selection": second_pass_through_a_selection,
    "second pass through a mask": second_pass_through_a_mask,
    "second pass through a lookup": second_pass_through_a_lookup,
    "second pass through a changed part": second_pass_through_a_changed_part,
    "second pass through scatterAdd": second_pass_through_scatterAdd,
    "indices changed after they were used": indices_changed_after_they_were_used,
    "mask changed after it was used": mask_changed_after_it_was_used,
    "name of a filled part": name_of_a_filled_part,
    "name of a filled tensor": name_of_a_filled_tensor,
    "name of a cleared tensor": name_of_a_cleared_tensor,
    "name of a copy": name_of_a_copy,
    "name of an index put": name_of_an_index_put,
    "name of a scatter": lambda: torch.ones(3, requires_grad=True).scatter(0, torch.tensor([1]), 2.0),
    "name of a scatter in place": name_of_a_scatter_in_place,
    "name of a scattered source": name_of_a_scattered_source,
    "name of random numbers": name_of_random_numbers,
    "name of normal numbers": name_of_normal_numbers,
    "name of truth values": name_of_truth_values,
    "random numbers in a leaf": lambda: torch.ones(2, requires_grad=True).uniform_(),
    "filling the expanded and going back": filling_the_expanded_and_going_back,
    "source larger than the index": source_larger_than_the_index,
    "flag of a computed view": flag_of_a_computed_view,
    "saved by a select": saved_by_a_select,
    "retaining a view made without history": retaining_a_view_made_without_history,
    "signless zero through expand": signless_zero_through_expand,
}
