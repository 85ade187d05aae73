import Neural

extension KnownCases {
  static let bounds: [String: KnownProgram] = [
    "zeros(2**63 - 1, 2)": { String(describing: Tensor.zeros(Int.max, 2)) },
    "zeros(2**63 - 1)": { String(describing: Tensor.zeros(Int.max)) },
    "zeros(2, -3)": { String(describing: Tensor.zeros(2, -3)) },
    "empty(2, -3)": { String(describing: Tensor.empty(2, -3)) },
    "full((-1,), 1.0)": { String(describing: Tensor.full([-1], 1.0)) },
    "ones(1).expand(2**63 - 1, 2)": { String(describing: Tensor.ones(1).expand(Int.max, 2)) },
    "ones(1).expand(2**63 - 1).shape[0]": {
      String(describing: Tensor.ones(1).expand(Int.max).shape[0])
    },
    "ones(1).expand(2**63 - 1).contiguous()": {
      String(describing: Tensor.ones(1).expand(Int.max).contiguous())
    },
    "ones(1).expand(-2)": { String(describing: Tensor.ones(1).expand(-2)) },
    "ones(1).expand(-1, 1)": { String(describing: Tensor.ones(1).expand(-1, 1)) },
    "ones(2).expand(3, -1).shape[1]": { String(describing: Tensor.ones(2).expand(3, -1).shape[1]) },
    "ones(2).expand(1)": { String(describing: Tensor.ones(2).expand(1)) },
    "ones(2, 3).narrow(0, 0, 2**63 - 1)": {
      String(describing: Tensor.ones(2, 3).narrow(dim: 0, start: 0, length: Int.max))
    },
    "ones(2, 3).narrow(0, -3, 1)": {
      String(describing: Tensor.ones(2, 3).narrow(dim: 0, start: -3, length: 1))
    },
    "ones(2, 3).narrow(5, 0, 1)": {
      String(describing: Tensor.ones(2, 3).narrow(dim: 5, start: 0, length: 1))
    },
    "ones(2, 3).narrow(0, 1, -1)": {
      String(describing: Tensor.ones(2, 3).narrow(dim: 0, start: 1, length: -1))
    },
    "tensor(1.0).narrow(0, 0, 1)": {
      String(describing: Tensor(1.0).narrow(dim: 0, start: 0, length: 1))
    },
    "tensor(1.0).select(0, 0)": { String(describing: Tensor(1.0).select(dim: 0, 0)) },
    "tensor(1.0).unbind()": { String(describing: Tensor(1.0).unbind()) },
    "tensor(1.0).split(1)": { String(describing: Tensor(1.0).split(1)) },
    "tensor(1.0).split([1])": { String(describing: Tensor(1.0).split([1])) },
    "tensor(1.0).chunk(1)": { String(describing: Tensor(1.0).chunk(1)) },
    "tensor(1.0).size(0)": { String(describing: Tensor(1.0).size(0)) },
    "ones(3).split(2**63 - 1)[0]": { String(describing: Tensor.ones(3).split(Int.max)[0]) },
    "ones(3).split(0)": { String(describing: Tensor.ones(3).split(0)) },
    "ones(3).split(-1)": { String(describing: Tensor.ones(3).split(-1)) },
    "ones(3).split([2**63 - 1, 2, 2])": {
      String(describing: Tensor.ones(3).split([Int.max, 2, 2]))
    },
    "ones(3).split([4, -1])": { String(describing: Tensor.ones(3).split([4, -1])) },
    "ones(3).chunk(0)": { String(describing: Tensor.ones(3).chunk(0)) },
    "len(ones(0).chunk(3))": { String(describing: Tensor.ones(0).chunk(3).count) },
    "arange(3.0).roll(2**63 - 1, 0)": {
      String(describing: Tensor.arange(3.0).roll(Int.max, dim: 0))
    },
    "arange(3.0).roll(-4, 0)": { String(describing: Tensor.arange(3.0).roll(-4, dim: 0)) },
    "tensor(1.0).roll(1, 0)": { String(describing: Tensor(1.0).roll(1, dim: 0)) },
    "ones(0).roll(1, 0)": { String(describing: Tensor.ones(0).roll(1, dim: 0)) },
    "ones(3).repeat(-1)": { String(describing: Tensor.ones(3).repeat(-1)) },
    "ones(3).repeat(2**40, 2**40)": { String(describing: Tensor.ones(3).repeat(1 << 40, 1 << 40)) },
    "ones(3).repeat(2**63 - 1)": { String(describing: Tensor.ones(3).repeat(Int.max)) },
    "ones(3).repeat(0)": { String(describing: Tensor.ones(3).repeat(0)) },
    "ones(2, 3).repeat(2)": { String(describing: Tensor.ones(2, 3).repeat(2)) },
    "tensor(1.0).repeat(2)": { String(describing: Tensor(1.0).repeat(2)) },
    "ones(2, 3).flip([0, -2])": { String(describing: Tensor.ones(2, 3).flip([0, -2])) },
    "ones(2, 3).flip([2])": { String(describing: Tensor.ones(2, 3).flip([2])) },
    "tensor(1.0).flip([0])": { String(describing: Tensor(1.0).flip([0])) },
    "ones(2, 3, 4).diag()": { String(describing: Tensor.ones(2, 3, 4).diag()) },
    "tensor(1.0).diag()": { String(describing: Tensor(1.0).diag()) },
    "arange(3.0).diag(-1)": { String(describing: Tensor.arange(3.0).diag(-1)) },
    "arange(6.0).view(2, 3).diag(1)": { String(describing: Tensor.arange(6.0).view(2, 3).diag(1)) },
    "arange(24.0).view(2, 3, 4).diagonal()": {
      String(describing: Tensor.arange(24.0).view(2, 3, 4).diagonal())
    },
    "arange(24.0).view(2, 3, 4).diagonal(1, 2, 0)": {
      String(describing: Tensor.arange(24.0).view(2, 3, 4).diagonal(offset: 1, dim1: 2, dim2: 0))
    },
    "ones(2, 3).diagonal(2**63 - 1).shape[0]": {
      String(describing: Tensor.ones(2, 3).diagonal(offset: Int.max).shape[0])
    },
    "ones(2, 3).diagonal(-7).shape[0]": {
      String(describing: Tensor.ones(2, 3).diagonal(offset: -7).shape[0])
    },
    "ones(2, 3).diagonal(0, 1, -1)": {
      String(describing: Tensor.ones(2, 3).diagonal(dim1: 1, dim2: -1))
    },
    "ones(2).diagonal()": { String(describing: Tensor.ones(2).diagonal()) },
    "ones(2).tril()": { String(describing: Tensor.ones(2).tril()) },
    "ones(2).triu()": { String(describing: Tensor.ones(2).triu()) },
    "ones(2, 2).tril(2**63 - 1)": { String(describing: Tensor.ones(2, 2).tril(diagonal: Int.max)) },
    "ones(2, 2).tril(-(2**63))": { String(describing: Tensor.ones(2, 2).tril(diagonal: Int.min)) },
    "ones(2, 2).triu(-(2**63))": { String(describing: Tensor.ones(2, 2).triu(diagonal: Int.min)) },
    "eye(-1)": { String(describing: Tensor.eye(-1)) },
    "eye(2, -1)": { String(describing: Tensor.eye(2, -1)) },
    "eye(0, 2**63 - 1).shape[0]": { String(describing: Tensor.eye(0, Int.max).shape[0]) },
    "ones(6).view(2**63 - 1, 2)": { String(describing: Tensor.ones(6).view(Int.max, 2)) },
    "ones(6).view(-1, 2**63 - 1)": { String(describing: Tensor.ones(6).view(-1, Int.max)) },
    "ones(6).view(-1, -1)": { String(describing: Tensor.ones(6).view(-1, -1)) },
    "ones(6).view(-2)": { String(describing: Tensor.ones(6).view(-2)) },
    "ones(6).view(2**32, 2**32)": { String(describing: Tensor.ones(6).view(1 << 32, 1 << 32)) },
    "ones(0).view(-1, 0)": { String(describing: Tensor.ones(0).view(-1, 0)) },
    "ones(0).view(0, 2**63 - 1).shape[0]": {
      String(describing: Tensor.ones(0).view(0, Int.max).shape[0])
    },
    "ones(6).reshape(-3, -2)": { String(describing: Tensor.ones(6).reshape(-3, -2)) },
    "ones(6).unflatten(0, (2**63 - 1, 2))": {
      String(describing: Tensor.ones(6).unflatten(dim: 0, [Int.max, 2]))
    },
    "ones(6).unflatten(0, (-1, 4))": {
      String(describing: Tensor.ones(6).unflatten(dim: 0, [-1, 4]))
    },
    "ones(6).unflatten(0, ())": { String(describing: Tensor.ones(6).unflatten(dim: 0, [])) },
    "ones(6).unflatten(0, (0, -1))": {
      String(describing: Tensor.ones(6).unflatten(dim: 0, [0, -1]))
    },
    "ones(6, 2).unflatten(2, (1,))": {
      String(describing: Tensor.ones(6, 2).unflatten(dim: 2, [1]))
    },
    "ones(2, 3).flatten(3)": { String(describing: Tensor.ones(2, 3).flatten(startDim: 3)) },
    "ones(2, 3).permute(0, 0)": { String(describing: Tensor.ones(2, 3).permute(0, 0)) },
    "ones(2, 3).permute(0, -(2**63))": {
      String(describing: Tensor.ones(2, 3).permute(0, Int.min))
    },
    "ones(2, 3).unsqueeze(-4)": { String(describing: Tensor.ones(2, 3).unsqueeze(-4)) },
    "tensor(1.0).squeeze(1)": { String(describing: Tensor(1.0).squeeze(1)) },
    "tensor(1.0).transpose(0, 1)": { String(describing: Tensor(1.0).transpose(0, 1)) },
    "cat([ones(1), tensor(1.0)])": {
      String(describing: Tensor.cat([Tensor.ones(1), Tensor(1.0)]))
    },
    "cat([ones(0), ones(2, 2)], 2)": {
      String(describing: Tensor.cat([Tensor.ones(0), Tensor.ones(2, 2)], dim: 2))
    },
    "cat([ones(1).expand(2**63 - 1), ones(1)])": {
      String(describing: Tensor.cat([Tensor.ones(1).expand(Int.max), Tensor.ones(1)]))
    },
    "stack([ones(2)], 3)": { String(describing: Tensor.stack([Tensor.ones(2)], dim: 3)) },
    "ones(3).gather(0, tensor([2**63 - 1]))": {
      String(describing: Tensor.ones(3).gather(dim: 0, Tensor([Int.max])))
    },
    "ones(3).gather(0, tensor([-1]))": {
      String(describing: Tensor.ones(3).gather(dim: 0, Tensor([-1])))
    },
    "arange(6.0).view(3, 2).gather(0, zeros(1, 7))": {
      String(
        describing: Tensor.arange(6.0).view(3, 2).gather(
          dim: 0, Tensor.zeros([1, 7], dtype: .int64)))
    },
    "arange(6.0).view(3, 2).gather(1, zeros(4, 1))": {
      String(
        describing: Tensor.arange(6.0).view(3, 2).gather(
          dim: 1, Tensor.zeros([4, 1], dtype: .int64)))
    },
    "arange(6.0).view(3, 2).gather(0, zeros(7))": {
      String(
        describing: Tensor.arange(6.0).view(3, 2).gather(dim: 0, Tensor.zeros([7], dtype: .int64)))
    },
    "arange(6.0).view(3, 2).gather(0, zeros(5, 1))": {
      String(
        describing: Tensor.arange(6.0).view(3, 2).gather(
          dim: 0, Tensor.zeros([5, 1], dtype: .int64)))
    },
    "arange(6.0).view(3, 2).gather(0, zeros(0, 9))": {
      String(
        describing: Tensor.arange(6.0).view(3, 2).gather(
          dim: 0, Tensor.zeros([0, 9], dtype: .int64)))
    },
    "ones(3, 2).gather(0, zeros(1, 1))": {
      String(describing: Tensor.ones(3, 2).gather(dim: 0, Tensor.zeros(1, 1)))
    },
    "tensor(5.0).gather(0, tensor(0))": {
      String(describing: Tensor(5.0).gather(dim: 0, Tensor(0)))
    },
    "tensor(5.0).gather(0, tensor([0, 0]))": {
      String(describing: Tensor(5.0).gather(dim: 0, Tensor([0, 0])))
    },
    "tensor([5.0]).gather(0, tensor(0))": {
      String(describing: Tensor([5.0]).gather(dim: 0, Tensor(0)))
    },
    "tensor(5.0).gather(0, tensor(1))": {
      String(describing: Tensor(5.0).gather(dim: 0, Tensor(1)))
    },
    "zeros(3, 2).scatter(0, zeros(1, 7), ones(1, 7))": {
      String(
        describing: Tensor.zeros(3, 2).scatter(
          dim: 0, Tensor.zeros([1, 7], dtype: .int64), Tensor.ones(1, 7)))
    },
    "zeros(3, 2).scatter(0, zeros(1, 2), ones(1, 1))": {
      String(
        describing: Tensor.zeros(3, 2).scatter(
          dim: 0, Tensor.zeros([1, 2], dtype: .int64), Tensor.ones(1, 1)))
    },
    "zeros(3, 2).scatter(0, zeros(1, 2), ones(2))": {
      String(
        describing: Tensor.zeros(3, 2).scatter(
          dim: 0, Tensor.zeros([1, 2], dtype: .int64), Tensor.ones(2)))
    },
    "zeros(3, 2).scatter(0, zeros(2), ones(2))": {
      String(
        describing: Tensor.zeros(3, 2).scatter(
          dim: 0, Tensor.zeros([2], dtype: .int64), Tensor.ones(2)))
    },
    "zeros(3, 2).scatter(0, zeros(1, 7), 1.0)": {
      String(
        describing: Tensor.zeros(3, 2).scatter(
          dim: 0, Tensor.zeros([1, 7], dtype: .int64), value: 1.0))
    },
    "zeros(3, 2).scatter_(1, zeros(4, 1), 1.0)": {
      String(
        describing: Tensor.zeros(3, 2).scatterInPlace(
          dim: 1, Tensor.zeros([4, 1], dtype: .int64), value: 1.0))
    },
    "zeros(3, 2).scatter(0, zeros(1, 2), 1.0)": {
      String(describing: Tensor.zeros(3, 2).scatter(dim: 0, Tensor.zeros(1, 2), value: 1.0))
    },
    "zeros(3, 2).scatter(0, tensor([[3]]), 1.0)": {
      String(describing: Tensor.zeros(3, 2).scatter(dim: 0, Tensor([[3]]), value: 1.0))
    },
    "zeros(3, 2).scatter(0, tensor([[0]]), ones(1, 1))": {
      String(
        describing: Tensor.zeros(3, 2).scatter(
          dim: 0, Tensor([[0]]), Tensor.ones([1, 1], dtype: .int64)))
    },
    "zeros(3, 2).scatter(0, tensor([[2, 1]]), arange(8.0).view(2, 4))": {
      String(
        describing: Tensor.zeros(3, 2).scatter(
          dim: 0, Tensor([[2, 1]]), Tensor.arange(8.0).view(2, 4)))
    },
    "zeros(3, 2).scatter_add(0, zeros(1, 7), ones(1, 7))": {
      String(
        describing: Tensor.zeros(3, 2).scatterAdd(
          dim: 0, Tensor.zeros([1, 7], dtype: .int64), Tensor.ones(1, 7)))
    },
    "zeros(3, 2).scatter_add(0, tensor([[5]]), ones(1, 1))": {
      String(describing: Tensor.zeros(3, 2).scatterAdd(dim: 0, Tensor([[5]]), Tensor.ones(1, 1)))
    },
    "tensor(0.0).scatter(0, tensor(0), 5.0)": {
      String(describing: Tensor(0.0).scatter(dim: 0, Tensor(0), value: 5.0))
    },
    "tensor(0.0).scatter(0, tensor([0]), tensor([5.0]))": {
      String(describing: Tensor(0.0).scatter(dim: 0, Tensor([0]), Tensor([5.0])))
    },
    "zeros(2).scatter(0, tensor([0]), tensor(5.0))": {
      String(describing: Tensor.zeros(2).scatter(dim: 0, Tensor([0]), Tensor(5.0)))
    },
    "tensor(0.0).scatter_add(0, tensor(0), tensor(5.0))": {
      String(describing: Tensor(0.0).scatterAdd(dim: 0, Tensor(0), Tensor(5.0)))
    },
    "zeros(3, 2).scatter(0, zeros(0), ones(7))": {
      String(
        describing: Tensor.zeros(3, 2).scatter(
          dim: 0, Tensor.zeros([0], dtype: .int64), Tensor.ones(7)))
    },
    "arange(3.0).index_select(0, tensor([-1]))": {
      String(describing: Tensor.arange(3.0).indexSelect(dim: 0, Tensor([-1])))
    },
    "arange(3.0).index_select(0, tensor([3]))": {
      String(describing: Tensor.arange(3.0).indexSelect(dim: 0, Tensor([3])))
    },
    "arange(3.0).index_select(0, tensor([[1]]))": {
      String(describing: Tensor.arange(3.0).indexSelect(dim: 0, Tensor([[1]])))
    },
    "arange(3.0).index_select(0, tensor([1.0]))": {
      String(describing: Tensor.arange(3.0).indexSelect(dim: 0, Tensor([1.0])))
    },
    "arange(3.0).index_select(0, tensor(1))": {
      String(describing: Tensor.arange(3.0).indexSelect(dim: 0, Tensor(1)))
    },
    "tensor(5.0).index_select(0, tensor([0]))": {
      String(describing: Tensor(5.0).indexSelect(dim: 0, Tensor([0])))
    },
    "tensor(5.0).index_select(0, tensor([0, 0]))": {
      String(describing: Tensor(5.0).indexSelect(dim: 0, Tensor([0, 0])))
    },
    "tensor(5.0).index_select(0, tensor([1]))": {
      String(describing: Tensor(5.0).indexSelect(dim: 0, Tensor([1])))
    },
    "ones(3).masked_select(ones(3))": {
      String(describing: Tensor.ones(3).maskedSelect(Tensor.ones(3)))
    },
    "ones(3).masked_select(tensor(True))": {
      String(describing: Tensor.ones(3).maskedSelect(Tensor(true)))
    },
    "tensor(1.0).masked_select(tensor([True, False]))": {
      String(describing: Tensor(1.0).maskedSelect(Tensor([true, false])))
    },
    "ones(3).masked_select(ones(2, dtype=bool))": {
      String(describing: Tensor.ones(3).maskedSelect(Tensor.ones(2, dtype: .bool)))
    },
    "ones(3).masked_fill(ones(3), 1.0)": {
      String(describing: Tensor.ones(3).maskedFill(Tensor.ones(3), 1.0))
    },
    "tensor(1.0).nonzero()": { String(describing: Tensor(1.0).nonzero()) },
    "zeros(2, 0).nonzero()": { String(describing: Tensor.zeros(2, 0).nonzero()) },
    "tensor([[1.0, 2.0], [3.0]])": { String(describing: Tensor([[1.0, 2.0], [3.0]])) },
    "tensor([[[1.0, 2.0]], [[3.0]]])": { String(describing: Tensor([[[1.0, 2.0]], [[3.0]]])) },
    "tensor([[[1.0], [2.0]], [[3.0]]])": {
      String(describing: Tensor([[[1.0], [2.0]], [[3.0]]]))
    },
    "tensor([1.0, 2.0]).view(-1, -2)": {
      String(describing: Tensor([1.0, 2.0], shape: [-1, -2]))
    },
    "tensor([1.0, 2.0]).view(2**32, 2**32)": {
      String(describing: Tensor([1.0, 2.0], shape: [1 << 32, 1 << 32]))
    },
    "nn.functional.embedding(tensor([0]), ones(3))": {
      String(describing: embedding(Tensor([0]), Tensor.ones(3)))
    },
    "nn.functional.embedding(tensor([0]), ones(3, 2), padding_idx=7)": {
      String(describing: embedding(Tensor([0]), Tensor.ones(3, 2), paddingIndex: 7))
    },
    "nn.functional.embedding(tensor([-1]), ones(3, 2))": {
      String(describing: embedding(Tensor([-1]), Tensor.ones(3, 2)))
    },
    "ones(2, 3).outer(ones(2))": { String(describing: Tensor.ones(2, 3).outer(Tensor.ones(2))) },
    "ones(2).outer(tensor(1.0))": { String(describing: Tensor.ones(2).outer(Tensor(1.0))) },
    "ones(3).copy_(ones(2))": { String(describing: Tensor.ones(3).copy(from: Tensor.ones(2))) },
    "ones(3).copy_(ones(2, 3))": {
      String(describing: Tensor.ones(3).copy(from: Tensor.ones(2, 3)))
    },
  ]
}
