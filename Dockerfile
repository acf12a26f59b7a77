# The server on the CPU, without the trainer and its dependencies.
#   docker build -t selfsame .
#   docker run --rm --name selfsame -p 127.0.0.1:8080:8080 -v selfsame:/data \
#     -v ./pictures:/pictures:ro -v ./models:/models:ro -e SELFSAME_MODELS=/models selfsame
#   docker exec selfsame selfsame index /pictures
# docs/operations.md says what to mind with each of these.

# The page that it serves. What builds it is not in the image.
FROM node:24-slim AS page
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json ./
COPY server/package.json server/
COPY trainer/package.json trainer/
COPY cli/package.json cli/
COPY models models
COPY client client
COPY page page
RUN npm ci --loglevel=error --ignore-scripts --workspace page && npx vite build page

FROM node:24-slim

ENV NODE_ENV=production ONNXRUNTIME_NODE_INSTALL=skip
WORKDIR /app

# The dependencies first, so that a change of the sources does not install them again.
# npm wants every workspace's package.json to agree with the lock file.
COPY package.json package-lock.json .npmrc ./
COPY models/package.json models/
COPY server/package.json server/
COPY trainer/package.json trainer/
COPY client/package.json client/
COPY page/package.json page/
COPY cli/package.json cli/
RUN npm ci --loglevel=error --omit=dev --workspace models --workspace server --workspace cli \
  && npm cache clean --force

COPY LICENSE ./
COPY models models
COPY server server
COPY cli cli
COPY --from=page /app/page/dist page/dist
RUN ln -s /app/cli/main.ts /usr/local/bin/selfsame

RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080

HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

# --insecure: inside the container the server listens on every address and has no keys. Publish the
# port on 127.0.0.1 as above, set API keys (-e SELFSAME_API_KEYS=read:...,write:...), or put something
# in front that decides who gets in.
ENTRYPOINT ["selfsame"]
CMD ["start", "--host", "0.0.0.0", "--insecure", "--data", "/data"]
