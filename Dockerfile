# Three images of one checkout:
#   docker build -t selfsame .                                  the server, on the CPU
#   docker build -t selfsame:cuda --target server-cuda .        the server, on an NVIDIA GPU
#   docker build -t selfsame:trainer --target trainer-cuda .    the trainer, on an NVIDIA GPU
# docs/deployment.md says how they are run, and what the host of a GPU has to have.

FROM node:24-bookworm-slim AS node
ENV ONNXRUNTIME_NODE_INSTALL=skip
WORKDIR /app
# npm wants every workspace's package.json to agree with the lock file. They come before the sources,
# so that a change of these does not install the dependencies again.
COPY package.json package-lock.json .npmrc ./
COPY models/package.json models/
COPY server/package.json server/
COPY trainer/package.json trainer/
COPY client/package.json client/
COPY page/package.json page/
COPY cli/package.json cli/

# The page that is served. What builds it is in no image.
FROM node AS page
COPY tsconfig.json ./
COPY models models
COPY client client
COPY page page
RUN npm ci --loglevel=error --ignore-scripts --workspace page && npx vite build page

# What serves, without what trains.
FROM node AS serving
ENV NODE_ENV=production
RUN npm ci --loglevel=error --omit=dev --workspace models --workspace server --workspace cli \
  && npm cache clean --force
COPY LICENSE ./
COPY models models
COPY server server
COPY cli cli
COPY --from=page /app/page/dist page/dist
RUN ln -s /app/cli/main.ts /usr/local/bin/selfsame

# Libraries for GPUs, which npm does not have, by the pip of the system.
FROM serving AS engines
ENV SELFSAME_ENGINES=/opt/selfsame
RUN apt-get update && apt-get install -y --no-install-recommends python3-pip \
  && rm -rf /var/lib/apt/lists/*

FROM engines AS ort-cuda
RUN selfsame engines install ort-cuda

FROM engines AS xla-cuda
RUN selfsame engines install xla-cuda

FROM serving AS server
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# --insecure: inside the container the server listens on every address and has no keys. Publish the
# port on 127.0.0.1, set API keys (-e SELFSAME_API_KEYS=read:...,write:...), or put something in front
# that decides who gets in.
ENTRYPOINT ["selfsame"]
CMD ["start", "--host", "0.0.0.0", "--insecure", "--data", "/data"]

FROM server AS server-cuda
# What NVIDIA's container runtime puts in: the driver's libraries for computing, and nvidia-smi.
ENV NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
COPY --from=ort-cuda /opt/selfsame /opt/selfsame
ENV SELFSAME_ENGINES=/opt/selfsame SELFSAME_DEVICE=cuda

FROM node AS trainer-cuda
ENV NODE_ENV=production
RUN npm ci --loglevel=error --omit=dev \
  --workspace models --workspace server --workspace trainer --workspace cli \
  && npm cache clean --force
COPY LICENSE ./
COPY models models
COPY server server
COPY trainer trainer
COPY cli cli
RUN ln -s /app/cli/main.ts /usr/local/bin/selfsame
ENV NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
COPY --from=xla-cuda /opt/selfsame /opt/selfsame
ENV SELFSAME_ENGINES=/opt/selfsame
# What XLA has compiled, for a volume of that name: the next start is quicker by it. And what is made.
RUN mkdir -p /opt/selfsame/xla-cuda/executables /trained \
  && chown node:node /opt/selfsame/xla-cuda/executables /trained
USER node
WORKDIR /trained
VOLUME /trained
ENTRYPOINT ["selfsame"]
CMD ["train", "--help"]

# What is built where no --target is named.
FROM server
