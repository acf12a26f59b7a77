"""A FAISS index that is asked over its standard streams: a peer of `npm run bench search`.

Reads one JSON object from the first argument: the kind of index, and how many threads it may have. Then
each line is an order in JSON, and each line that it writes the answer. It measures itself, so that no
figure has a pipe in it.
"""

import json
import sys
import time

import faiss
import numpy as np

settings = json.loads(sys.argv[1])


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 2**20


class Index:
    """Codes to find candidates by, and the vectors to rank them by."""

    def __init__(self, dimensions):
        self.dimensions = dimensions
        if settings["kind"] == "hnsw":
            eight = faiss.ScalarQuantizer.QT_8bit
            self.codes = faiss.IndexHNSWSQ(dimensions, eight, 16, faiss.METRIC_INNER_PRODUCT)
            self.codes.hnsw.efConstruction = 128
        else:
            pairs = dimensions // 2
            self.codes = faiss.IndexPQFastScan(dimensions, pairs, 4, faiss.METRIC_INNER_PRODUCT)
        self.index = faiss.IndexRefineFlat(self.codes)

    def rows(self, file):
        return np.fromfile(file, dtype=np.float32).reshape(-1, self.dimensions)

    def build(self, vectors):
        faiss.omp_set_num_threads(settings["threads"])
        before = resident()
        self.index.train(vectors)
        self.index.add(vectors)
        return resident() - before

    def choose(self, setting):
        if settings["kind"] == "hnsw":
            self.codes.hnsw.efSearch = setting
            self.index.k_factor = 2
        else:
            self.index.k_factor = setting

    def search(self, queries, k):
        self.queries, self.k = queries, k
        faiss.omp_set_num_threads(settings["threads"])
        return self.index.search(queries, k)[1].tolist()

    def rate(self, together, seconds):
        """Queries a second, so many in each call, while searching: what draws them is ours."""
        faiss.omp_set_num_threads(1 if together == 1 else settings["threads"])
        times, at, end = [], 0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            some = self.queries.take(range(at, at + together), axis=0, mode="wrap")
            start = time.perf_counter()
            self.index.search(some, self.k)
            times.append(time.perf_counter() - start)
            at += together
        p99 = sorted(times)[int(len(times) * 0.99)]
        return {"clients": together, "perSecond": at / sum(times), "p99": 1000 * p99}


index = None
for line in sys.stdin:
    order = json.loads(line)
    if order["kind"] == "build":
        index = Index(order["dimensions"])
        answer = index.build(index.rows(order["file"]))
    elif order["kind"] == "search":
        index.choose(order["setting"])
        answer = index.search(index.rows(order["file"]), order["k"])
    else:
        index.choose(order["setting"])
        answer = [index.rate(1, order["seconds"]), index.rate(16, order["seconds"])]
    print(json.dumps(answer), flush=True)
