"""Losses of every type and shape, their gradients, and arguments that don't fit."""

import torch
import torch.nn.functional as F
from torch import nn

ONES = torch.ones(2)
HALVES = torch.tensor([0.5, 0.5])
SCORES = torch.tensor([[1.0, 2.0], [3.0, 5.0]])


def both(loss):
    x = torch.tensor([0.25, 0.5, 0.75], requires_grad=True)
    t = torch.tensor([0.0, 1.0, 0.5], requires_grad=True)
    loss(x, t).sum().backward()
    return f"{x.grad} {t.grad}"


def classes(loss):
    x = SCORES.clone().requires_grad_()
    loss(x).sum().backward()
    return x.grad


CASES = {
    "squares of all types": lambda: "\n".join(
        str(F.mse_loss(torch.tensor([0, 1, 1], dtype=d), torch.tensor([1, 1, 0], dtype=d)))
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "single squares of all types": lambda: "\n".join(
        str(F.mse_loss(torch.tensor([0, 1, 1], dtype=d), torch.tensor([1, 1, 0], dtype=d), reduction="none"))
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "squares of integers": lambda: F.mse_loss(torch.tensor([0, 1]), torch.tensor([1, 1])),
    "squares of bool": lambda: F.mse_loss(torch.tensor([True]), torch.tensor([True])),
    "squares and integer targets": lambda: F.mse_loss(torch.tensor([0.0, 1.0]), torch.tensor([1, 0])),
    "squares and half targets": lambda: F.mse_loss(torch.tensor([0.0, 1.0]), torch.tensor([1, 0]).half()),
    "squares and double targets": lambda: F.mse_loss(torch.tensor([0.0, 1.0]), torch.tensor([1, 0]).double()),
    "no squares, none": lambda: F.mse_loss(torch.ones(0), torch.ones(0), reduction="none"),
    "no squares, mean": lambda: F.mse_loss(torch.ones(0), torch.ones(0), reduction="mean"),
    "no squares, sum": lambda: F.mse_loss(torch.ones(0), torch.ones(0), reduction="sum"),
    "squares without dimensions": lambda: F.mse_loss(torch.tensor(0.5), torch.tensor(0.5)),
    "squares of other shapes": lambda: F.mse_loss(torch.ones(2), torch.ones(3)),
    "squares of broadcast shapes": lambda: F.mse_loss(torch.ones(2), torch.ones(2, 2)),
    "gradients of squares": lambda: both(lambda x, t: F.mse_loss(x, t)),
    "gradients of single squares": lambda: both(lambda x, t: F.mse_loss(x, t, reduction="none")),
    "name of squares of a target alone": lambda: F.mse_loss(
        HALVES, torch.ones(2, requires_grad=True)
    ).grad_fn.name(),
    "magnitudes of all types": lambda: "\n".join(
        str(F.l1_loss(torch.tensor([0, 1, 1], dtype=d), torch.tensor([1, 1, 0], dtype=d)))
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "single magnitudes of all types": lambda: "\n".join(
        str(F.l1_loss(torch.tensor([0, 1, 1], dtype=d), torch.tensor([1, 1, 0], dtype=d), reduction="none"))
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "magnitudes of integers": lambda: F.l1_loss(torch.tensor([0, 1]), torch.tensor([1, 1])),
    "magnitudes of bool": lambda: F.l1_loss(torch.tensor([True]), torch.tensor([True])),
    "magnitudes and integer targets": lambda: F.l1_loss(torch.tensor([0.0, 1.0]), torch.tensor([1, 0])),
    "magnitudes and half targets": lambda: F.l1_loss(torch.tensor([0.0, 1.0]), torch.tensor([1, 0]).half()),
    "magnitudes and double targets": lambda: F.l1_loss(
        torch.tensor([0.0, 1.0]), torch.tensor([1, 0]).double()
    ),
    "no magnitudes, none": lambda: F.l1_loss(torch.ones(0), torch.ones(0), reduction="none"),
    "no magnitudes, mean": lambda: F.l1_loss(torch.ones(0), torch.ones(0), reduction="mean"),
    "no magnitudes, sum": lambda: F.l1_loss(torch.ones(0), torch.ones(0), reduction="sum"),
    "magnitudes without dimensions": lambda: F.l1_loss(torch.tensor(0.5), torch.tensor(0.5)),
    "magnitudes of other shapes": lambda: F.l1_loss(torch.ones(2), torch.ones(3)),
    "magnitudes of broadcast shapes": lambda: F.l1_loss(torch.ones(2), torch.ones(2, 2)),
    "gradients of magnitudes": lambda: both(lambda x, t: F.l1_loss(x, t)),
    "gradients of single magnitudes": lambda: both(lambda x, t: F.l1_loss(x, t, reduction="none")),
    "name of magnitudes of a target alone": lambda: F.l1_loss(
        HALVES, torch.ones(2, requires_grad=True)
    ).grad_fn.name(),
    "probabilities of all types": lambda: "\n".join(
        str(F.binary_cross_entropy(torch.tensor([0, 1, 1], dtype=d), torch.tensor([1, 1, 0], dtype=d)))
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "single probabilities of all types": lambda: "\n".join(
        str(
            F.binary_cross_entropy(
                torch.tensor([0, 1, 1], dtype=d), torch.tensor([1, 1, 0], dtype=d), reduction="none"
            )
        )
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "probabilities of integers": lambda: F.binary_cross_entropy(torch.tensor([0, 1]), torch.tensor([1, 1])),
    "probabilities of bool": lambda: F.binary_cross_entropy(torch.tensor([True]), torch.tensor([True])),
    "probabilities and integer targets": lambda: F.binary_cross_entropy(
        torch.tensor([0.0, 1.0]), torch.tensor([1, 0])
    ),
    "probabilities and half targets": lambda: F.binary_cross_entropy(
        torch.tensor([0.0, 1.0]), torch.tensor([1, 0]).half()
    ),
    "probabilities and double targets": lambda: F.binary_cross_entropy(
        torch.tensor([0.0, 1.0]), torch.tensor([1, 0]).double()
    ),
    "no probabilities, none": lambda: F.binary_cross_entropy(torch.ones(0), torch.ones(0), reduction="none"),
    "no probabilities, mean": lambda: F.binary_cross_entropy(torch.ones(0), torch.ones(0), reduction="mean"),
    "no probabilities, sum": lambda: F.binary_cross_entropy(torch.ones(0), torch.ones(0), reduction="sum"),
    "probabilities without dimensions": lambda: F.binary_cross_entropy(torch.tensor(0.5), torch.tensor(0.5)),
    "probabilities of other shapes": lambda: F.binary_cross_entropy(torch.ones(2), torch.ones(3)),
    "probabilities of broadcast shapes": lambda: F.binary_cross_entropy(torch.ones(2), torch.ones(2, 2)),
    "gradients of probabilities": lambda: both(lambda x, t: F.binary_cross_entropy(x, t)),
    "gradients of single probabilities": lambda: both(
        lambda x, t: F.binary_cross_entropy(x, t, reduction="none")
    ),
    "name of probabilities of a target alone": lambda: F.binary_cross_entropy(
        HALVES, torch.ones(2, requires_grad=True)
    ).grad_fn.name(),
    "scores of all types": lambda: "\n".join(
        str(
            F.binary_cross_entropy_with_logits(
                torch.tensor([0, 1, 1], dtype=d), torch.tensor([1, 1, 0], dtype=d)
            )
        )
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "single scores of all types": lambda: "\n".join(
        str(
            F.binary_cross_entropy_with_logits(
                torch.tensor([0, 1, 1], dtype=d), torch.tensor([1, 1, 0], dtype=d), reduction="none"
            )
        )
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "scores of integers": lambda: F.binary_cross_entropy_with_logits(
        torch.tensor([0, 1]), torch.tensor([1, 1])
    ),
    "scores of bool": lambda: F.binary_cross_entropy_with_logits(torch.tensor([True]), torch.tensor([True])),
    "scores and integer targets": lambda: F.binary_cross_entropy_with_logits(
        torch.tensor([0.0, 1.0]), torch.tensor([1, 0])
    ),
    "scores and half targets": lambda: F.binary_cross_entropy_with_logits(
        torch.tensor([0.0, 1.0]), torch.tensor([1, 0]).half()
    ),
    "scores and double targets": lambda: F.binary_cross_entropy_with_logits(
        torch.tensor([0.0, 1.0]), torch.tensor([1, 0]).double()
    ),
    "no scores, none": lambda: F.binary_cross_entropy_with_logits(
        torch.ones(0), torch.ones(0), reduction="none"
    ),
    "no scores, mean": lambda: F.binary_cross_entropy_with_logits(
        torch.ones(0), torch.ones(0), reduction="mean"
    ),
    "no scores, sum": lambda: F.binary_cross_entropy_with_logits(
        torch.ones(0), torch.ones(0), reduction="sum"
    ),
    "scores without dimensions": lambda: F.binary_cross_entropy_with_logits(
        torch.tensor(0.5), torch.tensor(0.5)
    ),
    "scores of other shapes": lambda: F.binary_cross_entropy_with_logits(torch.ones(2), torch.ones(3)),
    "scores of broadcast shapes": lambda: F.binary_cross_entropy_with_logits(torch.ones(2), torch.ones(2, 2)),
    "gradients of scores": lambda: both(lambda x, t: F.binary_cross_entropy_with_logits(x, t)),
    "gradients of single scores": lambda: both(
        lambda x, t: F.binary_cross_entropy_with_logits(x, t, reduction="none")
    ),
    "name of scores of a target alone": lambda: F.binary_cross_entropy_with_logits(
        HALVES, torch.ones(2, requires_grad=True)
    ).grad_fn.name(),
    "gradients of weighted probabilities": lambda: both(
        lambda x, t: F.binary_cross_entropy(x, t, weight=torch.tensor([2.0, 3.0, 1.0]))
    ),
    "weights of int64 for probabilities": lambda: F.binary_cross_entropy(
        HALVES, ONES, weight=torch.tensor([1, 2])
    ),
    "weights of bool for probabilities": lambda: F.binary_cross_entropy(
        HALVES, ONES, weight=torch.tensor([True, False])
    ),
    "double weights for halves of probabilities": lambda: F.binary_cross_entropy(
        HALVES.half(), ONES.half(), weight=ONES.double()
    ),
    "weights of another size for probabilities": lambda: F.binary_cross_entropy(
        HALVES, ONES, weight=torch.ones(3)
    ),
    "weights of more dimensions for probabilities": lambda: F.binary_cross_entropy(
        HALVES, ONES, weight=torch.ones(3, 2)
    ),
    "weights that require a gradient for probabilities": lambda: F.binary_cross_entropy(
        HALVES, ONES, weight=torch.ones(2, requires_grad=True)
    ),
    "gradients of weighted scores": lambda: both(
        lambda x, t: F.binary_cross_entropy_with_logits(x, t, weight=torch.tensor([2.0, 3.0, 1.0]))
    ),
    "weights of int64 for scores": lambda: F.binary_cross_entropy_with_logits(
        HALVES, ONES, weight=torch.tensor([1, 2])
    ),
    "weights of bool for scores": lambda: F.binary_cross_entropy_with_logits(
        HALVES, ONES, weight=torch.tensor([True, False])
    ),
    "double weights for halves of scores": lambda: F.binary_cross_entropy_with_logits(
        HALVES.half(), ONES.half(), weight=ONES.double()
    ),
    "weights of another size for scores": lambda: F.binary_cross_entropy_with_logits(
        HALVES, ONES, weight=torch.ones(3)
    ),
    "weights of more dimensions for scores": lambda: F.binary_cross_entropy_with_logits(
        HALVES, ONES, weight=torch.ones(3, 2)
    ),
    "weights that require a gradient for scores": lambda: F.binary_cross_entropy_with_logits(
        HALVES, ONES, weight=torch.ones(2, requires_grad=True)
    ),
    "squares and bool targets": lambda: F.mse_loss(torch.tensor([0.0, 1.0]), torch.tensor([True, False])),
    "magnitudes and bool targets": lambda: F.l1_loss(torch.tensor([0.0, 1.0]), torch.tensor([True, False])),
    "weights that can't be broadcast": lambda: F.binary_cross_entropy(
        torch.ones(2, 1), torch.ones(2, 1), weight=torch.ones(3, 3)
    ),
    "gradients of scores with positive weights": lambda: both(
        lambda x, t: F.binary_cross_entropy_with_logits(x, t, pos_weight=torch.tensor([2.0, 3.0, 1.0]))
    ),
    "positive weights of int64": lambda: F.binary_cross_entropy_with_logits(
        HALVES, ONES, pos_weight=torch.tensor([1, 2])
    ),
    "positive weights of another size": lambda: F.binary_cross_entropy_with_logits(
        HALVES, ONES, pos_weight=torch.ones(3)
    ),
    "positive weights of more dimensions": lambda: F.binary_cross_entropy_with_logits(
        HALVES, ONES, pos_weight=torch.ones(3, 2)
    ),
    "positive weights that require a gradient": lambda: F.binary_cross_entropy_with_logits(
        HALVES, ONES, pos_weight=torch.ones(2, requires_grad=True)
    ),
    "negative probability": lambda: F.binary_cross_entropy(torch.tensor([-0.1]), torch.tensor([0.0])),
    "probability above 1": lambda: F.binary_cross_entropy(torch.tensor([1.1]), torch.tensor([0.0])),
    "negative target": lambda: F.binary_cross_entropy(torch.tensor([0.5]), torch.tensor([-1.0])),
    "target above 1": lambda: F.binary_cross_entropy(torch.tensor([0.5, 2.0]), torch.tensor([2.0, 0.0])),
    "probability of nan": lambda: F.binary_cross_entropy(torch.tensor([torch.nan]), torch.tensor([0.0])),
    "target of nan": lambda: F.binary_cross_entropy(torch.tensor([0.5]), torch.tensor([torch.nan])),
    "classes of all types": lambda: "\n".join(
        str(F.nll_loss(torch.tensor([[0, 1, 3]], dtype=d), torch.tensor([2])))
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "cross-entropy of all types": lambda: "\n".join(
        str(
            F.cross_entropy(
                torch.tensor([[0, 1, 3]], dtype=d), torch.tensor([2]), weight=torch.tensor([1, 2, 3], dtype=d)
            )
        )
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "targets of bool": lambda: F.nll_loss(torch.ones(1, 3), torch.ones(1, dtype=torch.bool)),
    "targets of int32": lambda: F.nll_loss(torch.ones(1, 3), torch.ones(1, dtype=torch.int32)),
    "targets of float32": lambda: F.nll_loss(torch.ones(1, 3), torch.ones(1, dtype=torch.float32)),
    "targets of uint8": lambda: F.nll_loss(torch.ones(1, 3), torch.ones(1, dtype=torch.uint8)),
    "targets of uint8 for images": lambda: F.nll_loss(
        torch.ones(1, 3, 1, 1), torch.ones(1, 1, 1, dtype=torch.uint8)
    ),
    "integer logarithms": lambda: F.nll_loss(torch.ones(1, 3).long(), torch.tensor([1])),
    "integer logarithms of images": lambda: F.nll_loss(torch.ones(1, 3, 1, 1).long(), torch.tensor([[[1]]])),
    "integer scores": lambda: F.cross_entropy(torch.ones(1, 3).long(), torch.tensor([1])),
    "no samples, none": lambda: F.nll_loss(
        torch.ones(0, 3), torch.zeros(0, dtype=torch.int64), reduction="none"
    ),
    "no samples, mean": lambda: F.nll_loss(
        torch.ones(0, 3), torch.zeros(0, dtype=torch.int64), reduction="mean"
    ),
    "no samples, sum": lambda: F.nll_loss(
        torch.ones(0, 3), torch.zeros(0, dtype=torch.int64), reduction="sum"
    ),
    "no images, none": lambda: F.nll_loss(
        torch.ones(0, 3, 2, 2), torch.zeros(0, 2, 2, dtype=torch.int64), reduction="none"
    ),
    "no images, mean": lambda: F.nll_loss(
        torch.ones(0, 3, 2, 2), torch.zeros(0, 2, 2, dtype=torch.int64), reduction="mean"
    ),
    "no images, sum": lambda: F.nll_loss(
        torch.ones(0, 3, 2, 2), torch.zeros(0, 2, 2, dtype=torch.int64), reduction="sum"
    ),
    "no classes, none": lambda: F.nll_loss(torch.ones(2, 0), torch.tensor([-100, -100]), reduction="none"),
    "no classes, mean": lambda: F.nll_loss(torch.ones(2, 0), torch.tensor([-100, -100]), reduction="mean"),
    "no classes, sum": lambda: F.nll_loss(torch.ones(2, 0), torch.tensor([-100, -100]), reduction="sum"),
    "all ignored, none": lambda: F.nll_loss(torch.ones(2, 2), torch.tensor([-100, -100]), reduction="none"),
    "all ignored, mean": lambda: F.nll_loss(torch.ones(2, 2), torch.tensor([-100, -100]), reduction="mean"),
    "all ignored, sum": lambda: F.nll_loss(torch.ones(2, 2), torch.tensor([-100, -100]), reduction="sum"),
    "an ignored infinity, none": lambda: F.nll_loss(
        torch.tensor([[1.0, 2.0], [torch.inf, 0.0]]), torch.tensor([1, -100]), reduction="none"
    ),
    "an ignored infinity, mean": lambda: F.nll_loss(
        torch.tensor([[1.0, 2.0], [torch.inf, 0.0]]), torch.tensor([1, -100]), reduction="mean"
    ),
    "an ignored infinity, sum": lambda: F.nll_loss(
        torch.tensor([[1.0, 2.0], [torch.inf, 0.0]]), torch.tensor([1, -100]), reduction="sum"
    ),
    "cross-entropy without samples, none": lambda: F.cross_entropy(
        torch.ones(0, 3), torch.zeros(0, dtype=torch.int64), reduction="none"
    ),
    "cross-entropy of no probabilities, none": lambda: F.cross_entropy(
        torch.ones(0, 3), torch.ones(0, 3), reduction="none"
    ),
    "cross-entropy of probabilities of no classes, none": lambda: F.cross_entropy(
        torch.ones(2, 0), torch.ones(2, 0), reduction="none", label_smoothing=0.1
    ),
    "smoothed cross-entropy without samples, none": lambda: F.cross_entropy(
        torch.ones(0, 0), torch.zeros(0, dtype=torch.int64), reduction="none", label_smoothing=0.1
    ),
    "smoothed cross-entropy with an ignored class, none": lambda: F.cross_entropy(
        SCORES, torch.tensor([0, -100]), weight=ONES * 3, reduction="none", label_smoothing=0.1
    ),
    "smoothed cross-entropy of ignored classes, none": lambda: F.cross_entropy(
        SCORES, torch.tensor([-100, -100]), reduction="none", label_smoothing=0.1
    ),
    "cross-entropy of one sample, none": lambda: F.cross_entropy(ONES, torch.tensor(1), reduction="none"),
    "cross-entropy of an infinite score, none": lambda: F.cross_entropy(
        torch.tensor([[-torch.inf, 0.0]]), torch.tensor([0]), reduction="none"
    ),
    "cross-entropy of probabilities, none": lambda: F.cross_entropy(
        SCORES, HALVES.expand(2, 2), weight=torch.tensor([1.0, 2.0]), reduction="none", label_smoothing=0.2
    ),
    "cross-entropy without samples, mean": lambda: F.cross_entropy(
        torch.ones(0, 3), torch.zeros(0, dtype=torch.int64), reduction="mean"
    ),
    "cross-entropy of no probabilities, mean": lambda: F.cross_entropy(
        torch.ones(0, 3), torch.ones(0, 3), reduction="mean"
    ),
    "cross-entropy of probabilities of no classes, mean": lambda: F.cross_entropy(
        torch.ones(2, 0), torch.ones(2, 0), reduction="mean", label_smoothing=0.1
    ),
    "smoothed cross-entropy without samples, mean": lambda: F.cross_entropy(
        torch.ones(0, 0), torch.zeros(0, dtype=torch.int64), reduction="mean", label_smoothing=0.1
    ),
    "smoothed cross-entropy with an ignored class, mean": lambda: F.cross_entropy(
        SCORES, torch.tensor([0, -100]), weight=ONES * 3, reduction="mean", label_smoothing=0.1
    ),
    "smoothed cross-entropy of ignored classes, mean": lambda: F.cross_entropy(
        SCORES, torch.tensor([-100, -100]), reduction="mean", label_smoothing=0.1
    ),
    "cross-entropy of one sample, mean": lambda: F.cross_entropy(ONES, torch.tensor(1), reduction="mean"),
    "cross-entropy of an infinite score, mean": lambda: F.cross_entropy(
        torch.tensor([[-torch.inf, 0.0]]), torch.tensor([0]), reduction="mean"
    ),
    "cross-entropy of probabilities, mean": lambda: F.cross_entropy(
        SCORES, HALVES.expand(2, 2), weight=torch.tensor([1.0, 2.0]), reduction="mean", label_smoothing=0.2
    ),
    "cross-entropy without samples, sum": lambda: F.cross_entropy(
        torch.ones(0, 3), torch.zeros(0, dtype=torch.int64), reduction="sum"
    ),
    "cross-entropy of no probabilities, sum": lambda: F.cross_entropy(
        torch.ones(0, 3), torch.ones(0, 3), reduction="sum"
    ),
    "cross-entropy of probabilities of no classes, sum": lambda: F.cross_entropy(
        torch.ones(2, 0), torch.ones(2, 0), reduction="sum", label_smoothing=0.1
    ),
    "smoothed cross-entropy without samples, sum": lambda: F.cross_entropy(
        torch.ones(0, 0), torch.zeros(0, dtype=torch.int64), reduction="sum", label_smoothing=0.1
    ),
    "smoothed cross-entropy with an ignored class, sum": lambda: F.cross_entropy(
        SCORES, torch.tensor([0, -100]), weight=ONES * 3, reduction="sum", label_smoothing=0.1
    ),
    "smoothed cross-entropy of ignored classes, sum": lambda: F.cross_entropy(
        SCORES, torch.tensor([-100, -100]), reduction="sum", label_smoothing=0.1
    ),
    "cross-entropy of one sample, sum": lambda: F.cross_entropy(ONES, torch.tensor(1), reduction="sum"),
    "cross-entropy of an infinite score, sum": lambda: F.cross_entropy(
        torch.tensor([[-torch.inf, 0.0]]), torch.tensor([0]), reduction="sum"
    ),
    "cross-entropy of probabilities, sum": lambda: F.cross_entropy(
        SCORES, HALVES.expand(2, 2), weight=torch.tensor([1.0, 2.0]), reduction="sum", label_smoothing=0.2
    ),
    "weights of 0": lambda: F.nll_loss(
        torch.ones(2, 2), torch.tensor([0, 0]), weight=torch.tensor([0.0, 1.0])
    ),
    "one target in a vector": lambda: F.nll_loss(torch.ones(2), torch.tensor([0]), reduction="none"),
    "places of 3 dimensions": lambda: F.nll_loss(
        torch.ones(2, 2, 2, 2, 2), torch.zeros(2, 2, 2, 2, dtype=torch.int64)
    ),
    "another class to ignore": lambda: F.nll_loss(SCORES, torch.tensor([0, 7]), ignore_index=7),
    "weights of 2 dimensions for images": lambda: F.nll_loss(
        torch.ones(1, 2, 1, 1), torch.tensor([[[0]]]), weight=torch.ones(1, 2)
    ),
    "gradient of weighted classes": lambda: classes(
        lambda x: F.cross_entropy(x, torch.tensor([0, 1]), weight=torch.tensor([1.0, 2.0]))
    ),
    "gradient of single classes": lambda: classes(
        lambda x: F.cross_entropy(x, torch.tensor([0, -100]), reduction="none")
    ),
    "gradient of smoothed classes": lambda: classes(
        lambda x: F.cross_entropy(x, torch.tensor([0, 1]), label_smoothing=0.3)
    ),
    "gradient of probabilities": lambda: both(lambda x, t: F.cross_entropy(x, t)),
    "smoothing below 0": lambda: F.cross_entropy(SCORES, torch.tensor([0, 1]), label_smoothing=-0.1),
    "logarithms without dimensions": lambda: F.nll_loss(torch.tensor(1.0), torch.tensor(0)),
    "two targets of one sample": lambda: F.nll_loss(ONES, torch.tensor([0, 1])),
    "a target without dimensions": lambda: F.nll_loss(SCORES, torch.tensor(0)),
    "targets of 2 dimensions": lambda: F.nll_loss(SCORES, torch.tensor([[0], [1]])),
    "targets of another number": lambda: F.nll_loss(SCORES, torch.tensor([0])),
    "targets without places": lambda: F.nll_loss(torch.ones(2, 2, 2), torch.tensor([0, 1])),
    "targets of other places": lambda: F.nll_loss(torch.ones(2, 2, 2), torch.zeros(2, 3).long()),
    "targets of other images": lambda: F.nll_loss(torch.ones(2, 2, 2, 2), torch.zeros(2, 2, 3).long()),
    "targets of images without height": lambda: F.nll_loss(torch.ones(2, 2, 2, 2), torch.zeros(2, 2).long()),
    "size of the weights": lambda: F.nll_loss(SCORES, torch.tensor([0, 7]), weight=torch.ones(3)),
    "weights without dimensions": lambda: F.nll_loss(SCORES, torch.tensor([0, 1]), weight=torch.tensor(1.0)),
    "size of the weights of images": lambda: F.nll_loss(
        torch.ones(1, 2, 1, 1), torch.zeros(1, 1, 1).long(), weight=torch.ones(3)
    ),
    "type of the weights": lambda: F.nll_loss(SCORES, torch.tensor([0, 7]), weight=ONES.double()),
    "class weights that require a gradient": lambda: F.nll_loss(
        SCORES, torch.tensor([0, 1]), weight=torch.ones(2, requires_grad=True)
    ),
    "a negative class": lambda: F.nll_loss(SCORES, torch.tensor([0, -1])),
    "a class beyond the last": lambda: F.nll_loss(SCORES, torch.tensor([2, 0])),
    "a class of none": lambda: F.nll_loss(torch.ones(1, 0), torch.tensor([0])),
    "a class beyond the last in an image": lambda: F.nll_loss(torch.ones(1, 2, 1, 1), torch.tensor([[[2]]])),
    "integer probabilities": lambda: F.cross_entropy(SCORES, torch.zeros(2, 2).long()),
    "a class of scores without dimensions": lambda: F.cross_entropy(torch.tensor(1.0), torch.tensor(0)),
    "cross-entropy without dimensions": lambda: F.cross_entropy(torch.tensor(1.0), torch.tensor(0.0)),
    "probabilities of another shape": lambda: F.cross_entropy(SCORES, torch.ones(2, 3)),
    "probabilities of fewer dimensions": lambda: F.cross_entropy(SCORES, torch.ones(2)),
    "probabilities with a class to ignore": lambda: F.cross_entropy(SCORES, SCORES, ignore_index=1),
    "weights of probabilities": lambda: F.cross_entropy(SCORES, SCORES, weight=torch.ones(1, 2)),
    "smoothing above 1": lambda: F.cross_entropy(SCORES, torch.tensor([0, 1]), label_smoothing=1.1),
    "smoothing by 2": lambda: nn.CrossEntropyLoss(label_smoothing=2.0)(SCORES, SCORES),
    "weights of half beside float": lambda: F.cross_entropy(
        SCORES, torch.tensor([0, 1]), weight=ONES.half(), label_smoothing=0.1
    ),
}
