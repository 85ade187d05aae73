"""Linear maps, tables, dropout, softmax and initial values, and arguments that don't fit."""

import torch
import torch.nn.functional as F
from torch import nn

X = torch.ones(2, 3)
W = torch.ones(2, 3)
O = torch.ones(2)
EYE = torch.eye(2)


def table_gradient(padding_idx):
    w = torch.ones(2, 2, requires_grad=True)
    F.embedding(torch.tensor([0, 1, 1]), w, padding_idx=padding_idx).sum().backward()
    return w.grad


CASES = {
    "linear of all types": lambda: "\n".join(
        str(F.linear(torch.ones(2, 3, dtype=d), torch.ones(2, 3, dtype=d), torch.ones(2, dtype=d)))
        for d in (
            torch.uint8,
            torch.int32,
            torch.int64,
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "linear of a vector of all types": lambda: "\n".join(
        str(F.linear(torch.ones(3, dtype=d), torch.ones(2, 3, dtype=d), torch.ones(2, dtype=d)))
        for d in (
            torch.uint8,
            torch.int32,
            torch.int64,
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "linear rounds once": lambda: "\n".join(
        str(F.linear(torch.randn(3, 4).to(d), torch.randn(2, 4).to(d), torch.randn(2).to(d)))
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "linear, no rows": lambda: F.linear(torch.ones(0, 3), torch.ones(2, 3), O),
    "linear, nothing to sum": lambda: F.linear(torch.ones(2, 0), torch.ones(2, 0), O),
    "linear, nothing to sum in 3 dimensions": lambda: F.linear(torch.ones(1, 2, 0), torch.ones(2, 0), O),
    "linear, no outputs": lambda: F.linear(torch.ones(2, 3), torch.ones(0, 3), torch.ones(0)),
    "linear, no rows of 3 dimensions": lambda: F.linear(torch.ones(0, 2, 3), torch.ones(2, 3), O),
    "linear, a bias of one element": lambda: F.linear(X, W, torch.ones(1)),
    "linear, a bias without dimensions": lambda: F.linear(X, W, torch.tensor(1.0)),
    "linear, a bias for each row": lambda: F.linear(X, W, torch.ones(2, 2)),
    "linear, a weight of 1 dimension": lambda: F.linear(X, torch.ones(3)),
    "linear, a bias of double for another layout": lambda: F.linear(
        torch.ones(3, 2, 2).transpose(0, 2), W, O.double()
    ),
    "linear, bool": lambda: F.linear(X.bool(), W.bool(), O.bool()),
    "linear, a bias of int64": lambda: F.linear(X, W, O.long()),
    "linear, a weight of int64": lambda: F.linear(X, W.long(), O),
    "linear, an input of int64": lambda: F.linear(X.long(), W, O),
    "linear, an input of half, 3 dimensions": lambda: F.linear(X.half()[None], W, O),
    "linear, other sizes": lambda: F.linear(X, torch.ones(2, 4), O),
    "linear, a vector of another size": lambda: F.linear(torch.ones(3), torch.ones(2, 4), O),
    "linear, a bias of another size": lambda: F.linear(X, W, torch.ones(3)),
    "linear, a bias of 3 dimensions": lambda: F.linear(X, W, torch.ones(1, 2, 2)),
    "linear, a weight of 1 dimension and a bias": lambda: F.linear(X, torch.ones(3), torch.tensor(1.0)),
    "linear, a weight without dimensions": lambda: F.linear(X, torch.tensor(1.0)),
    "linear, an input without dimensions": lambda: F.linear(torch.tensor(1.0), W, O),
    "linear, a weight of 3 dimensions": lambda: F.linear(X, torch.ones(2, 2, 3), O),
    "linear, a large bias for another layout": lambda: F.linear(
        torch.ones(3, 2, 2).transpose(0, 2), W, torch.ones(5, 1, 1, 2)
    ),
    "linear, bool without rows": lambda: F.linear(torch.ones(0, 3).bool(), W.bool(), O.bool()),
    "module of a negative size": lambda: nn.Linear(-1, 2),
    "module of integers": lambda: nn.Linear(2, 3, dtype=torch.int64),
    "module of no inputs": lambda: nn.Linear(0, 2, bias=False)(torch.ones(1, 0)),
    "sum of a product of vectors": lambda: torch.addmm(O, torch.ones(2), torch.ones(2, 2)),
    "sum of a product with a vector": lambda: torch.addmm(O, torch.ones(2, 2), torch.ones(2)),
    "sum of other types": lambda: torch.addmm(O.long(), torch.ones(2, 2), torch.ones(2, 3)),
    "sum of other sizes": lambda: torch.addmm(torch.ones(3), torch.ones(2, 2), torch.ones(2, 2)),
    "embedding of all types": lambda: "\n".join(
        str(F.embedding(torch.tensor([0, 1]), torch.ones(2, 2, dtype=d)))
        for d in (
            torch.bool,
            torch.uint8,
            torch.int32,
            torch.int64,
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "embedding, int32 indices": lambda: F.embedding(torch.tensor([1, 0], dtype=torch.int32), EYE),
    "embedding, an index without dimensions": lambda: F.embedding(torch.tensor(1), EYE),
    "embedding, no indices of no rows": lambda: F.embedding(
        torch.zeros(0, dtype=torch.int64), torch.ones(0, 2)
    ),
    "embedding, no features": lambda: F.embedding(torch.tensor([1]), torch.ones(2, 0)),
    "embedding, a negative index": lambda: F.embedding(torch.tensor([-1]), EYE),
    "embedding, an index beyond the last": lambda: F.embedding(torch.tensor([2]), EYE),
    "embedding, a table of 1 dimension": lambda: F.embedding(torch.tensor([0]), O),
    "embedding, a table of 3 dimensions": lambda: F.embedding(torch.tensor([0]), torch.ones(2, 2, 2)),
    "embedding, bool indices": lambda: F.embedding(torch.tensor([1], dtype=torch.bool), EYE),
    "embedding, uint8 indices": lambda: F.embedding(torch.tensor([1], dtype=torch.uint8), EYE),
    "embedding, float32 indices": lambda: F.embedding(torch.tensor([1], dtype=torch.float32), EYE),
    "embedding, bfloat16 indices": lambda: F.embedding(torch.tensor([1], dtype=torch.bfloat16), EYE),
    "embedding, padding index 5": lambda: F.embedding(torch.tensor([1]), EYE, padding_idx=5),
    "embedding, padding index -3": lambda: F.embedding(torch.tensor([1]), EYE, padding_idx=-3),
    "gradient of an embedding, padding index -1": lambda: table_gradient(-1),
    "gradient of an embedding, padding index -2": lambda: table_gradient(-2),
    "gradient of an embedding, padding index 1": lambda: table_gradient(1),
    "embedding of no rows": lambda: F.embedding(torch.tensor([0]), torch.ones(0, 2)),
    "linear of a vector with a bias for rows": lambda: F.linear(torch.ones(3), W, torch.ones(2, 2)),
    "softmax of no integers": lambda: torch.ones(0, 2, dtype=torch.int64).softmax(1),
    "module, padding index 2": lambda: nn.Embedding(2, 2, padding_idx=2),
    "module of negative entries": lambda: nn.Embedding(-1, 2),
    "negative probability": lambda: F.dropout(O, -0.1),
    "negative probability of a module": lambda: nn.Dropout(-0.1),
    "too large probability": lambda: F.dropout(O, 1.1),
    "too large probability of a module": lambda: nn.Dropout(1.1),
    "infinite probability": lambda: F.dropout(O, torch.inf),
    "infinite probability of a module": lambda: nn.Dropout(torch.inf),
    "probability of nan": lambda: F.dropout(O, torch.nan),
    "probability of nan of a module": lambda: nn.Dropout(torch.nan)(O),
    "too large a probability in evaluation": lambda: F.dropout(O, 2.0, training=False),
    "probability 1": lambda: F.dropout(torch.tensor([torch.inf, torch.nan, -torch.inf, 1.0]), 1.0),
    "dropout of int64": lambda: F.dropout(O.long()),
    "dropout of bool": lambda: F.dropout(O.bool()),
    "dropout of int64 with probability 0 or 1": lambda: "\n".join(
        str(F.dropout(O.to(d), 0.0))
        for d in (
            torch.int64,
            torch.bool,
        )
    ),
    "softmax of int64": lambda: O.long().softmax(0),
    "softmax of bool columns": lambda: EYE.bool().softmax(0),
    "softmax of nothing": lambda: torch.ones(3, 0).softmax(1),
    "softmax without dimensions": lambda: torch.tensor(3.0).softmax(-1),
    "softmax, dimension out of range": lambda: torch.tensor(3.0).softmax(1),
    "log_softmax of int64": lambda: O.long().log_softmax(0),
    "log_softmax of bool columns": lambda: EYE.bool().log_softmax(0),
    "log_softmax of nothing": lambda: torch.ones(3, 0).log_softmax(1),
    "log_softmax without dimensions": lambda: torch.tensor(3.0).log_softmax(-1),
    "log_softmax, dimension out of range": lambda: torch.tensor(3.0).log_softmax(1),
    "norm of int64": lambda: O.to(torch.int64).norm(),
    "norm of int64 along a dimension": lambda: O.to(torch.int64).norm(dim=0),
    "norm of uint8": lambda: O.to(torch.uint8).norm(),
    "norm of uint8 along a dimension": lambda: O.to(torch.uint8).norm(dim=0),
    "norm of bool": lambda: O.to(torch.bool).norm(),
    "norm of bool along a dimension": lambda: O.to(torch.bool).norm(dim=0),
    "norm of nothing": lambda: torch.ones(0, 2).norm(dim=0),
    "xavier_uniform_ of [2]": lambda: nn.init.xavier_uniform_(torch.zeros(2)),
    "xavier_uniform_ of [0, 2]": lambda: nn.init.xavier_uniform_(torch.zeros(0, 2)),
    "xavier_uniform_ of [0, 0]": lambda: nn.init.xavier_uniform_(torch.zeros(0, 0)),
    "xavier_uniform_ of [2, 3, 0]": lambda: nn.init.xavier_uniform_(torch.zeros(2, 3, 0)),
    "xavier_normal_ of [2]": lambda: nn.init.xavier_normal_(torch.zeros(2)),
    "xavier_normal_ of [0, 2]": lambda: nn.init.xavier_normal_(torch.zeros(0, 2)),
    "xavier_normal_ of [0, 0]": lambda: nn.init.xavier_normal_(torch.zeros(0, 0)),
    "xavier_normal_ of [2, 3, 0]": lambda: nn.init.xavier_normal_(torch.zeros(2, 3, 0)),
    "kaiming_uniform_ of [2]": lambda: nn.init.kaiming_uniform_(torch.zeros(2)),
    "kaiming_uniform_ of [0, 2]": lambda: nn.init.kaiming_uniform_(torch.zeros(0, 2)),
    "kaiming_uniform_ of [0, 0]": lambda: nn.init.kaiming_uniform_(torch.zeros(0, 0)),
    "kaiming_uniform_ of [2, 3, 0]": lambda: nn.init.kaiming_uniform_(torch.zeros(2, 3, 0)),
    "kaiming_normal_ of [2]": lambda: nn.init.kaiming_normal_(torch.zeros(2)),
    "kaiming_normal_ of [0, 2]": lambda: nn.init.kaiming_normal_(torch.zeros(0, 2)),
    "kaiming_normal_ of [0, 0]": lambda: nn.init.kaiming_normal_(torch.zeros(0, 0)),
    "kaiming_normal_ of [2, 3, 0]": lambda: nn.init.kaiming_normal_(torch.zeros(2, 3, 0)),
    "parameter of int64": lambda: nn.Parameter(O.long()),
    "parameter of int64 without gradient": lambda: nn.Parameter(O.long(), requires_grad=False),
    "flatten without dimensions": lambda: nn.Flatten()(torch.tensor(1.0)),
    "flatten in the wrong order": lambda: nn.Flatten(2, 1)(torch.ones(2, 2, 2)),
}
