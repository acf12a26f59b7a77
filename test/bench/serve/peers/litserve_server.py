"""Embedding over HTTP with LitServe, OpenCV and onnxruntime: a peer of `npm run bench serve`.

Reads one JSON object from the first argument: the encoder's graph, the sides of its pictures, port,
workers, and the most pictures in a batch.
"""

import json
import sys

import cv2
import litserve
import numpy as np
import onnxruntime

settings = json.loads(sys.argv[1])
width, height = settings["width"], settings["height"]
# OpenCV lets libjpeg decode at a part of the size; the smallest that suffices is the quickest.
reductions = [cv2.IMREAD_REDUCED_COLOR_8, cv2.IMREAD_REDUCED_COLOR_4, cv2.IMREAD_REDUCED_COLOR_2, cv2.IMREAD_COLOR]


def decode(data):
    """The middle of a picture, as [height, width, 3] in uint8."""
    encoded = np.frombuffer(data, np.uint8)
    for flag in reductions:
        picture = cv2.imdecode(encoded, flag)
        if picture.shape[0] >= height and picture.shape[1] >= width:
            break
    scale = max(width / picture.shape[1], height / picture.shape[0])
    size = (max(width, round(scale * picture.shape[1])), max(height, round(scale * picture.shape[0])))
    picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    top, left = (size[1] - height) // 2, (size[0] - width) // 2
    return picture[top : top + height, left : left + width, ::-1]


class Embedding(litserve.LitAPI):
    def setup(self, device):
        cv2.setNumThreads(1)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        providers = ["CPUExecutionProvider"]
        self.session = onnxruntime.InferenceSession(settings["graph"], options, providers)

    def decode_request(self, request):
        return decode(request["0"].file.read())

    def batch(self, inputs):
        return np.stack(inputs)

    def predict(self, pixels):
        return self.session.run(["embedding"], {"pixels": pixels})[0]

    def unbatch(self, output):
        return list(output)

    def encode_response(self, output):
        return {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": output.tolist()}]}


if __name__ == "__main__":
    api = Embedding(max_batch_size=settings["batch"], batch_timeout=0.005, api_path="/v1/embeddings")
    server = litserve.LitServer(
        api, accelerator="cpu", workers_per_device=settings["workers"], healthcheck_path="/healthz"
    )
    server.run(host="127.0.0.1", port=settings["port"], generate_client_file=False, log_level="warning")
