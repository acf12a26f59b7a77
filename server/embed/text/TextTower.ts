import { join } from 'node:path';
import { type Bundle, textFile, tokenizerFile } from '@selfsame/models';
import type { TextCard } from '@selfsame/models/text';
import { limits } from '../../limits.ts';
import { childProcess } from '../../workers/childProcess.ts';
import { niceness } from '../../workers/priority.ts';
import { Worker } from '../../workers/Worker.ts';
import type { TextSpec } from './openText.ts';
import type { TextOperations } from './worker.ts';

export interface TextTowerOptions {
  readonly threads: number | null;
  /** Time for loading it, in milliseconds. */
  readonly loadMs: number;
  readonly onRestart: (reason: string) => void;
}

/**
 * What makes embeddings of texts, in a process of its own, as the encoder is. It is started with the
 * first text: most searches are by pictures, and a text tower takes as much memory as the encoder.
 */
export class TextTower {
  readonly #spec: TextSpec;
  readonly #options: TextTowerOptions;
  #process: Promise<Worker<TextOperations, null>> | undefined;
  #closed = false;

  constructor({ dir }: Bundle, card: TextCard, options: TextTowerOptions) {
    const [graphPath, tokenizerPath] = [join(dir, textFile), join(dir, tokenizerFile)];
    this.#spec = { graphPath, tokenizerPath, card, threads: options.threads };
    this.#options = options;
  }

  /**
   * @returns float32 [dimensions], of length one, or null of a text that has no embedding
   * @throws {QueueFullError | ThreadStoppedError}
   */
  async embed(text: string): Promise<Float32Array | null> {
    const process = await this.#started();
    const vector = await process.call('embed', text);
    return vector && Float32Array.from(vector);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const process = await this.#process?.catch(() => undefined);
    await process?.close();
  }

  #started(): Promise<Worker<TextOperations, null>> {
    const started = this.#process ?? this.#start();
    this.#process = started;
    // The next text tries again.
    started.catch(() => {
      if (this.#process === started) this.#process = undefined;
    });
    return started;
  }

  async #start(): Promise<Worker<TextOperations, null>> {
    const { loadMs, onRestart } = this.#options;
    const process = await Worker.start<TextOperations, null>({
      name: 'text',
      file: new URL('./worker.ts', import.meta.url),
      data: this.#spec,
      carrier: childProcess({ niceness: niceness.inference }),
      startMs: loadMs,
      callMs: limits.inferenceMs,
      maxPending: limits.textsWaiting,
      onRestart,
    });
    if (this.#closed) await process.close();
    return process;
  }
}
