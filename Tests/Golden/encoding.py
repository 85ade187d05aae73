"""Tensors as JSON."""

import torch

NAMES = {
    torch.bool: "bool", torch.uint8: "uint8", torch.int32: "int32", torch.int64: "int64",
    torch.float16: "float16", torch.bfloat16: "bfloat16", torch.float32: "float32",
    torch.float64: "float64",
}
TYPES = {name: dtype for dtype, name in NAMES.items()}


def encode(tensor):
    """Type, shape and bytes in row-major order."""
    dense = torch.empty(tensor.numel(), dtype=tensor.dtype)
    dense.copy_(tensor.detach().reshape(-1))
    data = bytes(dense.view(torch.uint8).tolist()) if dense.numel() else b""
    return {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape), "data": data.hex()}


def decode(encoded):
    """The elements, without the shape."""
    return torch.frombuffer(bytearray.fromhex(encoded["data"]), dtype=TYPES[encoded["dtype"]])


def encode_layout(tensor):
    """The same as `encode` with strides, for tensors whose layout matters."""
    storage = torch.tensor([], dtype=tensor.dtype).set_(tensor.detach().untyped_storage())
    result = encode(storage)
    result.update(shape=list(tensor.shape), strides=list(tensor.stride()),
                  offset=tensor.storage_offset(), grad=tensor.requires_grad)
    return result
