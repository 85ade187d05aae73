"""The Python half of an exchange: loads the model that a Swift program trained and saved, and prints
the classes it predicts for the inputs that lie in the same folder.

    python exchange.py FOLDER
"""

import json
import sys

import torch
from safetensors.torch import load_file

from files import Classifier

folder = sys.argv[1]
model = Classifier()
model.load_state_dict(load_file(f"{folder}/model.safetensors"))
inputs = load_file(f"{folder}/inputs.safetensors")["x"]
with torch.no_grad():
    print(json.dumps(model(inputs).argmax(1).tolist()))
