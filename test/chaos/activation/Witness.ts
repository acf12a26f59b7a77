import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bundle, modelName } from '../../../models/index.ts';
import { openAlone } from '../../../server/client/alone.ts';
import { picture } from '../../server/helpers.ts';
import { cosine } from '../../server/store/fixtures.ts';

/** What the tests look at of any answer. */
export interface Json {
  readonly data: readonly Json[];
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly stage: string;
  readonly rollback: boolean;
  readonly model: string;
  readonly previous: string | null;
  readonly items: number;
  readonly comparable: number;
  readonly metadata: Readonly<Record<string, number>>;
  readonly next: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly considered: number;
  readonly vector: readonly number[];
  readonly results: readonly { readonly id: string; readonly score: number }[];
}

/** An answer of a server that may be killed at any moment; null if none came. */
export async function ask(url: string, method: string, path: string, body?: Buffer | object) {
  try {
    const isPicture = Buffer.isBuffer(body);
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(body && { body: isPicture ? new Uint8Array(body) : JSON.stringify(body) }),
      ...(body && !isPicture && { headers: { 'Content-Type': 'application/json' } }),
    });
    const text = await answer.text();
    return { status: answer.status, body: JSON.parse(text || 'null') as Json };
  } catch {
    return null;
  }
}

/** Which server a client asks next; null once there is none any more. */
type Next = () => string | null;

/** Puts pictures and searches while models change and servers are killed, and knows what is right. */
export class Witness {
  readonly names: readonly string[];
  /** The models that searches were answered by. */
  readonly seen = new Set<string>();
  readonly #items: number;
  readonly #bytes: readonly Buffer[];
  /** What each model makes of each picture. */
  readonly #vectors: ReadonlyMap<string, readonly Float32Array[]>;
  /** The pictures that an item was, by "collection/id", and how long it may have been each. */
  readonly #known = new Map<string, { readonly i: number; until: number }[]>();

  private constructor(
    items: number,
    bytes: readonly Buffer[],
    vectors: ReadonlyMap<string, readonly Float32Array[]>,
  ) {
    this.#items = items;
    this.#bytes = bytes;
    this.#vectors = vectors;
    this.names = [...vectors.keys()];
  }

  /** @param pictures how many different ones there are @param items of each collection */
  static async of(bundles: readonly Bundle[], pictures: number, items: number): Promise<Witness> {
    const bytes = await Promise.all(Array.from({ length: pictures }, (_, i) => picture(i)));
    const vectors = new Map<string, Float32Array[]>();
    for (const bundle of bundles) {
      const alone = await openAlone(bundle);
      vectors.set(modelName(bundle.card), await Promise.all(bytes.map((one) => alone.embed(one))));
      await alone.close();
    }
    return new Witness(items, bytes, vectors);
  }

  /** Makes a collection that keeps its pictures, and puts in as many as it is to have. */
  async fill(next: () => string, collection: string): Promise<void> {
    await ask(next(), 'PUT', `/v1/collections/${collection}?keep=original`);
    for (let n = 0; n < this.#items; n += 8)
      await Promise.all(
        Array.from({ length: 8 }, (_, j) =>
          this.#put(next(), collection, `p${n + j}`, (n + j) % this.#bytes.length),
        ),
      );
  }

  /** Puts pictures in the place of others until there is no server. */
  async write(next: Next, collection: string, pauseMs = 10): Promise<void> {
    for (let url = next(); url !== null; url = next()) {
      await this.#put(url, collection, this.#anyId(), this.#anyPicture());
      await sleep(pauseMs);
    }
  }

  /** Searches until there is no server; each answer is of one model, and right by it. */
  async search(next: Next, collection: string, pauseMs = 20): Promise<void> {
    for (let url = next(); url !== null; url = next()) {
      const i = this.#anyPicture();
      const began = performance.now();
      const path = `/v1/collections/${collection}/search?k=5`;
      const answer = await ask(url, 'POST', path, this.#bytes[i]);
      if (answer === null) {
        this.failed(url);
        await sleep(pauseMs);
        continue;
      }
      if (answer.status !== 200) {
        this.refused(answer.body);
        await sleep(pauseMs);
        continue;
      }
      this.#check(collection, i, answer.body, began);
      this.seen.add(answer.body.model);
      await sleep(pauseMs);
    }
  }

  /** All that was acknowledged is there and found, by one model. */
  async nothingIsLost(url: string, collection: string): Promise<void> {
    const path = `/v1/collections/${collection}`;
    const { body } = (await ask(url, 'GET', path))!;
    assert.deepEqual(
      [body.items, body.comparable],
      [this.#items, this.#items],
      JSON.stringify(body),
    );
    assert.ok(this.names.includes(body.model));
    for (let n = 0; n < 12; n++) {
      const id = this.#anyId();
      const may = this.#mayBe(`${collection}/${id}`, Infinity);
      const found = await ask(url, 'GET', `${path}/items/${id}?include=vector`);
      const vector = Float32Array.from(found!.body.vector);
      // The model may have been switched since.
      const isKnown = this.names.some((name) =>
        may.some((i) => cosine(this.#vectors.get(name)![i]!, vector) > 0.9999),
      );
      assert.ok(isKnown, `${collection}/${id} is none of the pictures ${may}`);
    }
  }

  /** Told of each request that nobody answered. */
  failed: (url: string) => void = () => {};

  /** Told of each request that was refused, which is wrong unless a test says otherwise. */
  refused: (body: Json) => void = (body) => assert.fail(JSON.stringify(body));

  async #put(url: string, collection: string, id: string, i: number): Promise<void> {
    const name = `${collection}/${id}`;
    const before = this.#known.get(name) ?? [];
    this.#known.set(name, [...before, { i, until: Infinity }]);
    const path = `/v1/collections/${collection}/items/${id}`;
    const answer = await ask(url, 'PUT', path, this.#bytes[i]);
    if (answer === null) return this.failed(url);
    // It may have been put all the same.
    if (![200, 201].includes(answer.status)) return this.refused(answer.body);
    for (const one of before) one.until = Math.min(one.until, performance.now());
  }

  /** @param began when the search did */
  #check(collection: string, i: number, answer: Json, began: number): void {
    const { model, considered, results } = answer;
    assert.ok(considered >= this.#items, `${considered} of ${this.#items} by ${model}`);
    const of = this.#vectors.get(model)!;
    for (const { id, score } of results) {
      const may = this.#mayBe(`${collection}/${id}`, began);
      const isRight = may.some((j) => Math.abs(cosine(of[i]!, of[j]!) - score) < 2e-3);
      assert.ok(isRight, `by ${model}, ${id} scores ${score}, and is one of ${may} beside ${i}`);
    }
  }

  /** Those that it may have been at some time since; one that was being put and the one before are both. */
  #mayBe(name: string, since: number): number[] {
    return this.#known.get(name)!.flatMap(({ i, until }) => (until >= since ? [i] : []));
  }

  #anyId = () => `p${Math.floor(Math.random() * this.#items)}`;
  #anyPicture = () => Math.floor(Math.random() * this.#bytes.length);
}
