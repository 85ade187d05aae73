"""PyTorch's own sample inputs, and what PyTorch makes of them.

PyTorch tests its operations with sample inputs that lie in its wheel (`op_db`). For each operation that Neural has, this
writes a file with one JSON line a sample: the arguments, and the results, gradients, node names and printed text, or the
error. `Tests/NeuralTests/Samples/` runs them.

    python samples.py FOLDER              all of them, where NEURAL_SAMPLES=FOLDER finds them; takes ten minutes
    python samples.py FOLDER add mul      only those of these operations
    python samples.py FOLDER --select     from these, the small selection in `samples/`

It needs what PyTorch's tests need: `pip install expecttest`.

Numbers are strings, so that nothing is lost: "i3" an int, "f0.5" a float, "b1" a bool, "sxy" a string, "dfloat32" a type,
"n" None. A tensor is an object: type `t`, shape `s`, strides `st` if they aren't those of a new tensor, `g` if it requires a gradient,
and its memory in base64 as `d`.
"""

import base64
import collections
import hashlib
import itertools
import json
import math
import pathlib
import sys
import warnings

import torch
from torch.testing._internal.common_methods_invocations import op_db

from encoding import NAMES

HERE = pathlib.Path(__file__).parent / "samples"

# What has no counterpart isn't listed; a suffix after a slash is `op_db`'s name for a variant.
OPERATIONS = """
abs acos add addmm addmm/decomposed all allclose amax amin any arange argmax argmin argsort asin atan bernoulli
bitwise_and bitwise_not bitwise_or bitwise_xor bfloat16 bmm bool broadcast_to byte cat ceil chunk clamp clone contiguous cos cumsum diag
diagonal div/no_rounding_mode dot double eq equal erf exp expand expand_as expm1 eye fill
flatten flip float floor floor_divide full full_like gather ge gt half index_select int isfinite isinf isnan item le
linspace log log10 log1p log2 logaddexp log_softmax log_softmax/with_dtype logical_and logical_not logical_or logical_xor logsumexp
long lt masked_fill masked_select matmul max/binary max/reduction_no_dim max/reduction_with_dim maximum mean
min/binary min/reduction_no_dim min/reduction_with_dim minimum mm mul mv narrow ne neg
nn.functional.avg_pool2d nn.functional.batch_norm nn.functional.binary_cross_entropy
nn.functional.binary_cross_entropy_with_logits nn.functional.conv2d nn.functional.cross_entropy nn.functional.dropout
nn.functional.elu nn.functional.embedding nn.functional.gelu nn.functional.l1_loss nn.functional.layer_norm
nn.functional.leaky_relu nn.functional.linear nn.functional.max_pool2d nn.functional.mse_loss nn.functional.nll_loss
nn.functional.relu nn.functional.silu nn.functional.softplus nonzero norm norm/fro norm/inf normal normal/in_place normal/number_mean
ones ones_like outer permute pow prod randint randn randn_like reciprocal remainder repeat reshape reshape_as
roll round rsqrt rsub scatter scatter_add select sigmoid sign sin softmax softmax/with_dtype sort split
split/list_args split_with_sizes sqrt square squeeze stack std std/unbiased sub sum t tan tanh topk transpose tril triu
true_divide trunc unbind unflatten uniform unsqueeze var var/unbiased view view_as where zero_ zeros zeros_like
T __getitem__ __radd__ __rand__ __rdiv__ __rmul__ __ror__ __rsub__ __rxor__ index_put
""".split()

# Those that Neural has in place too, beside the functions.
IN_PLACE = "add sub mul div/no_rounding_mode fill nn.functional.relu clamp scatter zero_".split()

FORMS = 2  # of calls that aren't refused, at least
LARGEST = 20_000  # elements of a sample, inputs and results together


class Foreign(Exception):
    """An argument of a kind that Neural doesn't have."""


def encoded_tensor(tensor):
    if tensor.layout != torch.strided or tensor.dtype not in NAMES or tensor.device.type != "cpu":
        raise Foreign(str(tensor.dtype))
    plain = tensor.detach()
    spread = sum((size - 1) * step for size, step in zip(plain.shape, plain.stride()))
    count = spread + 1 if plain.numel() else 0
    memory = plain.as_strided((count,), (1,)).clone()
    data = memory.view(torch.uint8).numpy().tobytes() if count else b""
    result = {"t": NAMES[tensor.dtype], "s": list(tensor.shape)}
    if plain.stride() != torch.empty(plain.shape, device="meta").stride():
        result["st"] = list(plain.stride())
    if tensor.requires_grad:
        result["g"] = 1
    result["d"] = base64.b64encode(data).decode()
    return result


def encoded(value):
    if isinstance(value, torch.Tensor):
        return encoded_tensor(value)
    if value is None:
        return "n"
    if isinstance(value, bool):
        return "b1" if value else "b0"
    if isinstance(value, int):
        return f"i{value}"
    if isinstance(value, float):
        return f"f{value!r}"
    if isinstance(value, str):
        return "s" + value
    if isinstance(value, torch.dtype):
        if value not in NAMES:
            raise Foreign(str(value))
        return "d" + NAMES[value]
    if isinstance(value, (list, tuple)):
        return [encoded(item) for item in value]
    if isinstance(value, slice):
        return {"slice": [encoded(item) for item in (value.start, value.stop, value.step)]}
    if value is Ellipsis:
        return "."
    raise Foreign(type(value).__name__)


def rebuilt(value):
    """The same value with tensors of their own memory, leaves where they require gradients."""
    if isinstance(value, torch.Tensor):
        plain = value.detach()
        spread = sum((size - 1) * step for size, step in zip(plain.shape, plain.stride()))
        count = spread + 1 if plain.numel() else 0
        memory = plain.as_strided((count,), (1,)).clone()
        return memory.as_strided(plain.shape, plain.stride(), 0).requires_grad_(value.requires_grad)
    if isinstance(value, (list, tuple)):
        return type(value)(rebuilt(item) for item in value)
    if isinstance(value, dict):
        return {name: rebuilt(item) for name, item in value.items()}
    return value


def tensors(value):
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from tensors(item)
    elif isinstance(value, dict):
        for name in sorted(value):
            yield from tensors(value[name])


def digest(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return f"#{value:016x}"


def result(tensor, shared):
    encoding = encoded_tensor(tensor.detach().contiguous())
    encoding["n"] = tensor.grad_fn.name() if tensor.grad_fn else "-"
    text = str(tensor)
    encoding["x"] = text if len(text) <= 200 else digest(text)
    encoding.pop("st", None)
    if shared:  # elsewhere Neural's results lie in row-major order
        encoding["st"] = list(tensor.stride())
    return encoding


def weights(tensor):
    """What the backward pass starts with."""
    numbers = torch.arange(tensor.numel(), dtype=torch.float64) % 7 * 0.25 + 0.5
    return numbers.reshape(tensor.shape).to(tensor.dtype)


def results(outputs, inputs):
    if not isinstance(outputs, (torch.Tensor, list, tuple)):
        return {"value": encoded(outputs)}
    memories = {tensor.untyped_storage().data_ptr() for tensor in inputs}
    return {"out": [result(tensor, tensor.untyped_storage().data_ptr() in memories - {0})
                    for tensor in tensors(outputs)]}


def outcome(function, arguments, options, in_place):
    """What the call gives, or the first line of its error."""
    inputs = list(tensors(arguments)) + list(tensors(options))
    torch.manual_seed(42)  # as op_db's random operations do themselves
    try:
        if in_place:  # a leaf that requires a gradient can't be changed
            arguments = [arguments[0].clone(), *arguments[1:]]
        outputs = function(*arguments, **options)
    except Exception as error:
        return {"error": str(error).split("\n")[0], "class": type(error).__name__}
    values = results(outputs, inputs)
    followed = [tensor for tensor in tensors(outputs) if tensor.requires_grad]
    try:
        for number, tensor in enumerate(followed):
            tensor.backward(weights(tensor), retain_graph=number + 1 < len(followed))
    except Exception as error:
        return values | {"backwardError": str(error).split("\n")[0]}
    if followed:
        values["grads"] = ["n" if tensor.grad is None else encoded_tensor(tensor.grad.contiguous())
                           for tensor in inputs]
    return values


def line(function, kind, sample, in_place=False):
    """One sample as JSON, or None if Neural has no such arguments or it is large."""
    arguments = rebuilt([sample.input, *sample.args])
    if function is torch.Tensor.__getitem__ and not isinstance(arguments[1], tuple):
        arguments[1] = (arguments[1],)  # a list is one index, a tuple several
    options = rebuilt(dict(sample.kwargs))
    if sum(tensor.numel() for tensor in [*tensors(arguments), *tensors(options)]) > LARGEST:
        return None
    try:
        case = {"kind": kind, "args": [encoded(value) for value in arguments],
                "kwargs": {name: encoded(options[name]) for name in sorted(options)}}
        case |= outcome(function, arguments, options, in_place)
    except Foreign:
        return None
    if sum(math.prod(tensor["s"]) for tensor in case.get("out", [])) > LARGEST:
        return None
    return json.dumps(case, separators=(",", ":"))


def calls(operation):
    """The samples of an operation: kind, function, samples. A few also for the types it refuses."""
    types = [dtype for dtype in NAMES if dtype in operation.dtypes]
    name = operation.name + ("/" + operation.variant_test_name if operation.variant_test_name else "")
    for dtype in types:
        gradients = (dtype.is_floating_point and operation.supports_autograd
                     and dtype in operation.supported_backward_dtypes("cpu"))
        seeded = lambda make: (torch.manual_seed(0), make("cpu", dtype, requires_grad=gradients))[1]
        yield f"sample {NAMES[dtype]}", operation.op, lambda: seeded(operation.sample_inputs)
        if name in IN_PLACE and operation.inplace_variant:
            yield f"inplace {NAMES[dtype]}", operation.inplace_variant, lambda: seeded(operation.sample_inputs)
        yield f"reference {NAMES[dtype]}", operation.op, lambda: seeded(operation.reference_inputs)
    for dtype in [dtype for dtype in NAMES if dtype not in operation.dtypes]:
        yield f"refused {NAMES[dtype]}", operation.op, lambda: (
            (torch.manual_seed(0), operation.sample_inputs("cpu", dtype))[1])
    if operation.error_inputs_func:
        yield "error", operation.op, lambda: (
            error.sample_input for error in (torch.manual_seed(0), operation.error_inputs("cpu"))[1])


def collected(operation, kind, samples):
    """All that the generator gives before it fails; those of some operations do for some types."""
    found = []
    try:
        for sample in itertools.islice(samples(), 3 if kind.startswith("refused") else None):
            found.append(sample)
    except (NotImplementedError, AssertionError, ValueError, RuntimeError, TypeError) as error:
        print(f"  {operation.name}: {kind}: after {len(found)}: {error}"[:200])
    return found


def lines(operation):
    seen = set()
    for kind, function, samples in calls(operation):
        for sample in collected(operation, kind, samples):
            in_place = kind.startswith("inplace")
            text = line(function, kind, sample, in_place)
            if text is None:
                continue
            # Reference inputs begin with the sample inputs again.
            key = hashlib.sha256(f"{in_place} {text.partition(',')[2]}".encode()).digest()
            if key not in seen:
                seen.add(key)
                yield kind, text


def call(case):
    """The call of a sample, without what it gives."""
    return json.dumps([case["kind"], case["args"], case["kwargs"]])


def form(case):
    """What kinds of arguments a call has."""
    kinds = ["tensor" if isinstance(value, dict) else "list" if isinstance(value, list) else value[:1]
             for value in case["args"]]
    return kinds, sorted(case["kwargs"])


def message(case):
    return case.get("error") or case.get("backwardError")


class Selection:
    """A few small samples: of the calls one for each type, in turn of each form; of the errors one for each message.

    What is recorded already and still among the cases stays as it is: last digits depend on the processor.
    """

    def __init__(self, texts, recorded):
        self.texts = {call(json.loads(text)): text for text in texts}
        self.cases = {key: json.loads(text) for key, text in self.texts.items()}
        self.kinds, self.forms, self.messages = collections.Counter(), collections.Counter(), collections.Counter()
        self.chosen = {}
        for text in recorded:
            key = call(json.loads(text))
            if key in self.cases:
                self.take(key, text)

    def take(self, key, text):
        case = self.cases[key]
        self.chosen[key] = text
        self.kinds[case["kind"]] += 1
        self.forms[str(form(case))] += 1
        self.messages[message(case)] += 1

    def fits(self, key):
        kind, error = self.cases[key]["kind"], message(self.cases[key])
        if not error and kind.split()[0] != "sample" and kind.split()[-1] not in ("float32", "int64", "bool"):
            return False
        if error and self.messages[error]:
            return False
        return len(self.texts[key]) <= (2_000 if error else 700) and self.kinds[kind] < (4 if kind == "error" else 1)

    def form_count(self, keys):
        return len({str(form(self.cases[key])) for key in keys})

    def cost(self, key):
        case = self.cases[key]
        return self.forms[str(form(case))], case["kind"] != "sample float32", len(self.texts[key]), key

    def fill(self):
        while fitting := [key for key in self.cases.keys() - self.chosen.keys() if self.fits(key)]:
            key = min(fitting, key=lambda key: (self.forms[str(form(self.cases[key]))], digest(key)))
            self.take(key, self.texts[key])
        # Those that are small enough may all be errors, or of a form that Neural doesn't have.
        calls = {key for key, case in self.cases.items() if case["kind"].startswith("sample") and not message(case)}
        while self.form_count(calls & self.chosen.keys()) < min(FORMS, self.form_count(calls)):
            key = min(calls - self.chosen.keys(), key=self.cost)
            self.take(key, self.texts[key])
        return list(self.chosen.values())


def select(folder):
    total = 0
    HERE.mkdir(exist_ok=True)
    for path in sorted(folder.glob("*.jsonl")):
        recorded = HERE / path.name
        before = recorded.read_text().splitlines() if recorded.exists() else []
        chosen = Selection(path.read_text().splitlines(), before).fill()
        total += len(chosen)
        recorded.write_text("".join(text + "\n" for text in chosen))
    print(f"{total} samples")


def write(folder, names):
    folder.mkdir(parents=True, exist_ok=True)
    known = {operation.name + ("/" + operation.variant_test_name) * bool(operation.variant_test_name): operation
             for operation in op_db}
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"not in op_db: {' '.join(unknown)}")
    total = 0
    for name in names:
        texts = [text for _, text in lines(known[name])]
        if not texts:
            sys.exit(f"{name}: Neural has the arguments of none of its samples")
        (folder / (name.replace("/", "-") + ".jsonl")).write_text("".join(text + "\n" for text in texts))
        total += len(texts)
        print(f"{name}: {len(texts)} samples", flush=True)
    print(f"{total} samples")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    if sys.argv[2:] == ["--select"]:
        select(folder)
    else:
        write(folder, sys.argv[2:] or OPERATIONS)
