"""Decodes pictures with OpenCV: a peer of `npm run bench input`.

Reads one JSON object from the first argument: the files, and the side that they are brought to. Each is decoded in one thread, at the smallest of libjpeg's sizes that suffices, and the middle is
resized by areas. Writes milliseconds a picture.
"""

import json
import sys
import time

import cv2
import numpy as np

settings = json.loads(sys.argv[1])
side = settings["side"]
reductions = [cv2.IMREAD_REDUCED_COLOR_8, cv2.IMREAD_REDUCED_COLOR_4, cv2.IMREAD_REDUCED_COLOR_2, cv2.IMREAD_COLOR]
cv2.setNumThreads(1)


def decode(data):
    encoded = np.frombuffer(data, np.uint8)
    for flag in reductions:
        picture = cv2.imdecode(encoded, flag)
        if min(picture.shape[:2]) >= side:
            break
    shorter = min(picture.shape[:2])
    top, left = (picture.shape[0] - shorter) // 2, (picture.shape[1] - shorter) // 2
    middle = picture[top : top + shorter, left : left + shorter]
    return cv2.resize(middle, (side, side), interpolation=cv2.INTER_AREA)[:, :, ::-1]


pictures = [open(path, "rb").read() for path in settings["files"]]
began = time.perf_counter()
for data in pictures:
    decode(data)
print(1000 * (time.perf_counter() - began) / len(pictures))
