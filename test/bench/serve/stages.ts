/** Where the time of a request goes, in milliseconds on average. */
export interface Stages {
  readonly request: number;
  readonly forDecoder: number;
  readonly decode: number;
  readonly forBatch: number;
  readonly inference: number;
  /** What is left: receiving the body, answering, and passing bytes on. */
  readonly http: number;
  /** Pictures in a batch. */
  readonly batch: number;
}

type Sums = Readonly<Record<string, { readonly sum: number; readonly count: number }>>;

const series = {
  request: 'selfsame_request_seconds{method="POST",route="/v1/embeddings",status="200"}',
  forDecoder: 'selfsame_queue_seconds{stage="decode"}',
  decode: 'selfsame_decode_seconds',
  forBatch: 'selfsame_queue_seconds{stage="batch"}',
  inference: 'selfsame_inference_seconds',
  batch: 'selfsame_batch_pictures',
};

/** What the server's own metrics have summed up so far. */
export async function readSums(url: string): Promise<Sums> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const figure = (name: string, suffix: string) => {
    const at = name.replace(/^([^{]+)/, `$1_${suffix}`);
    const line = text.split('\n').find((one) => one.startsWith(`${at} `));
    return Number(line?.slice(at.length + 1) ?? 0);
  };
  return Object.fromEntries(
    Object.entries(series).map(([stage, name]) => [
      stage,
      { sum: figure(name, 'sum'), count: figure(name, 'count') },
    ]),
  );
}

/** The stages of the requests with one picture each that came between two readings. */
export function stagesBetween(before: Sums, after: Sums): Stages {
  const mean = (stage: keyof typeof series) =>
    (after[stage]!.sum - before[stage]!.sum) / (after[stage]!.count - before[stage]!.count);
  const ms = {
    request: 1000 * mean('request'),
    forDecoder: 1000 * mean('forDecoder'),
    decode: 1000 * mean('decode'),
    forBatch: 1000 * mean('forBatch'),
    inference: 1000 * mean('inference'),
  };
  const http = ms.request - ms.forDecoder - ms.decode - ms.forBatch - ms.inference;
  return { ...ms, http, batch: mean('batch') };
}
