import Neural

extension KnownCases {
  static let history: [String: KnownProgram] = [
    "expanded view of a changed base": {
      let x = Tensor.ones(3, requiresGrad: true)
      var y = x * 1
      let v = y.expand(2, 3)
      y += 1
      v.sum().backward()
      return String(describing: x.grad?.description ?? "")
    },
    "view that was read without gradients": {
      let x = Tensor.ones(3, requiresGrad: true)
      var y = x * 1
      let v = y[0..<2]
      y *= 2
      noGrad { _ = v.sum() }
      v.sum().backward()
      return String(describing: x.grad?.description ?? "")
    },
    "transposed view of a changed base": {
      let x = Tensor.arange(6.0, requiresGrad: true)
      let y = (x * 2).view(2, 3)
      let v = y.t()
      y[0] *= 3
      (v * v).sum().backward()
      return String(describing: x.grad?.description ?? "")
    },
    "name after a change of the base": {
      var y = Tensor.ones(3, requiresGrad: true) * 1
      let v = y[0..<2]
      y *= 2
      return String(describing: v)
    },
    "name after a change without gradients": {
      let y = Tensor.ones(3, requiresGrad: true) * 1
      let v = y[0..<2]
      noGrad { y *= 2 }
      return String(describing: v)
    },
    "detached change": {
      let x = Tensor.ones(2, requiresGrad: true)
      let y = x * 3
      let v = y[0]
      y.detach() *= 2
      v.backward()
      return String(describing: v)
    },
    "base that isn't dense": {
      let x = Tensor.arange(6.0).view(2, 3).t()
      let b = x.detach()
      let w = Tensor.ones(2, requiresGrad: true)
      b[1] *= w
      b.sum().backward()
      return String(describing: w.grad?.description ?? "")
    },
    "output of split": {
      let y = Tensor.ones(4, requiresGrad: true) * 1
      var b = y.split(2)[1]
      b *= 2
      return String(describing: b)
    },
    "output of chunk": {
      let y = Tensor.ones(4, requiresGrad: true) * 1
      let b = y.chunk(2)[0]
      b += 2
      return String(describing: b)
    },
    "output of split by sizes": {
      let y = Tensor.ones(4, requiresGrad: true) * 1
      let b = y.split([1, 3])[1]
      b.zero()
      return String(describing: b)
    },
    "output of unbind": {
      let y = Tensor.ones(4, requiresGrad: true) * 1
      let b = y.unbind()[2]
      b.fill(2)
      return String(describing: b)
    },
    "operand that is an output of unbind of a changed base, of a wrong shape": {
      let y = Tensor.ones(4, 2, requiresGrad: true) * 1
      let b = y.unbind()[2]
      y *= 2
      let x = Tensor.ones(3)
      x *= b
      return String(describing: x)
    },
    "view of an output of split": {
      let y = Tensor.ones(4, requiresGrad: true) * 1
      let b = y.split(2)[1][0..<1]
      b *= 2
      return String(describing: b)
    },
    "split of what needs no gradient": {
      let y = Tensor.ones(4)
      let b = y.split(2)[1]
      b *= Tensor.ones(2, requiresGrad: true)
      return String(describing: b)
    },
    "split that isn't recorded": {
      let y = Tensor.ones(4)
      let b = y.split(2)[1]
      b *= 2
      return String(describing: y)
    },
    "base of a split": {
      let y = Tensor.ones(4, requiresGrad: true) * 1
      let b = y.split(2)[1]
      y *= 2
      return String(describing: b.sum())
    },
    "printing a view that lost its history": {
      let y = Tensor.ones(4, requiresGrad: true) * 1
      let b = y.split(2)[1]
      y *= 2
      return String(describing: b)
    },
    "view made without gradients": {
      let y = Tensor.ones(4, requiresGrad: true) * 1
      let v = noGrad { y[0..<2] }
      v *= 2
      return String(describing: v)
    },
    "view made without gradients of a split": {
      let y = Tensor.ones(4, requiresGrad: true) * 1
      let s = y.split(2)[1]
      let v = noGrad { s[0..<2] }
      v *= 2
      return String(describing: v)
    },
    "base of a view made without gradients": {
      let y = Tensor.ones(4, requiresGrad: true) * 1
      let v = noGrad { y[0..<2] }
      y *= 2
      return String(describing: v)
    },
    "base of a view made without gradients that is used": {
      let y = Tensor.ones(4, requiresGrad: true) * 1
      let v = noGrad { y[0..<2] }
      y *= 2
      return String(describing: v * 2)
    },
    "both without gradients": {
      let y = Tensor.ones(4, requiresGrad: true) * 1
      noGrad { y[0..<2] *= 2 }
      return String(describing: y)
    },
    "leaf changed by what needs a gradient": {
      let x = Tensor.ones(2)
      x += Tensor.ones(2, requiresGrad: true)
      return String(describing: x)
    },
    "gradients of a split": {
      let x = Tensor.arange(4.0, requiresGrad: true)
      let parts = x.split(2)
      (parts[0] * parts[1]).sum().backward()
      return String(describing: x.grad?.description ?? "")
    },
    "gradient of one output": {
      let x = Tensor.arange(4.0, requiresGrad: true)
      x.unbind()[2].backward()
      return String(describing: x.grad?.description ?? "")
    },
    "retained gradient of an output": {
      let x = Tensor.arange(4.0, requiresGrad: true)
      let b = x.split(2)[1]
      b.retainGrad()
      (b * b).sum().backward()
      return String(describing: b.grad?.description ?? "")
    },
    "retained gradient after a change": {
      let x = Tensor.ones(2, requiresGrad: true)
      var y = x * 1
      y.retainGrad()
      y *= 2
      (y * 5).sum().backward()
      return String(describing: y.grad?.description ?? "")
    },
    "retained gradient of a base": {
      let x = Tensor.ones(2, requiresGrad: true)
      let y = x * 1
      let v = y[..<1]
      y.retainGrad()
      v *= 3
      (y * 5).sum().backward()
      return String(describing: y.grad?.description ?? "")
    },
    "name of a filled part": {
      let y = Tensor.ones(3, requiresGrad: true) * 1
      y[...] = 5
      return String(describing: y)
    },
    "name of a filled tensor": {
      let y = Tensor.ones(3, requiresGrad: true) * 1
      y.fill(5)
      return String(describing: y)
    },
    "name of a cleared tensor": {
      let y = Tensor.ones(3, requiresGrad: true) * 1
      y.zero()
      return String(describing: y)
    },
    "name of a copy": {
      let y = Tensor.ones(3, requiresGrad: true) * 1
      y.copy(from: Tensor.ones(3))
      return String(describing: y)
    },
    "name of an index put": {
      let y = Tensor.ones(3, requiresGrad: true) * 1
      y[[0]] = 5
      return String(describing: y)
    },
    "name of a scatter": {
      String(
        describing: Tensor.ones(3, requiresGrad: true).scatter(dim: 0, Tensor([1]), value: 2.0))
    },
    "name of a scatter in place": {
      let y = Tensor.ones(3, requiresGrad: true) * 1
      y.scatterInPlace(dim: 0, Tensor([1]), value: 2.0)
      return String(describing: y)
    },
    "name of a scattered source": {
      String(
        describing: Tensor.ones(3, requiresGrad: true).scatter(dim: 0, Tensor([1]), Tensor.ones(1)))
    },
    "name of random numbers": {
      let y = Tensor.ones(2, requiresGrad: true) * 1
      return String(describing: y.uniform().gradFn?.name ?? "")
    },
    "name of normal numbers": {
      let y = Tensor.ones(2, requiresGrad: true) * 1
      return String(describing: y.normal().gradFn?.name ?? "")
    },
    "name of truth values": {
      let y = Tensor.ones(2, requiresGrad: true) * 1
      return String(describing: y.bernoulli(0.5).gradFn?.name ?? "")
    },
    "random numbers in a leaf": {
      String(describing: Tensor.ones(2, requiresGrad: true).uniform())
    },
    "filling the expanded and going back": {
      let y = Tensor.ones(1, requiresGrad: true) * 1
      y.expand(3).fill(1)
      y.sum().backward()
      return String(describing: y)
    },
    "source larger than the index": {
      let s = Tensor.ones(3, requiresGrad: true)
      Tensor.zeros(3).scatter(dim: 0, Tensor([1]), s).sum().backward()
      return String(describing: s.grad?.description ?? "")
    },
    "flag of a computed view": {
      let y = Tensor.ones(3, requiresGrad: true) * 1
      return String(describing: y[0].requiresGrad(false))
    },
    "retaining a view made without history": {
      var y = Tensor.ones(2, requiresGrad: true) * 1
      let v = noGrad { y[..<1] }
      y *= 2
      v.retainGrad()
      y.sum().backward()
      return String(describing: y)
    },
    "signless zero through expand": {
      let x = Tensor(-1.5).requiresGrad()
      let y = x * x.expand([])
      y.scatter(dim: 0, Tensor(0), value: 1.0).backward()
      return x.grad?.description ?? ""
    },
  ]
}
