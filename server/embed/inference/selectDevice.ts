import { checkGolden } from '@selfsame/models';
import type { Device } from '../../config/devices.ts';
import { devices } from '../../config/devices.ts';
import type { EngineOptions } from './engine.ts';
import { Engine } from './engine.ts';

/** Time for a bundle's golden pictures, in milliseconds. */
const goldenMs = 60_000;

/** Runs pixels [n, height, width, 3] through an engine, picture by picture. */
function batchEmbed(engine: Engine, dimensions: number) {
  return async (pixels: Uint8Array, n: number): Promise<Float32Array> => {
    // Not AbortSignal.timeout, which would keep the pixels and the engine for all of that time.
    const over = new AbortController();
    const timer = setTimeout(
      () => over.abort(new Error(`its golden pictures took longer than ${goldenMs / 1000} s`)),
      goldenMs,
    );
    try {
      const stride = pixels.length / n;
      const rows = await Promise.all(
        Array.from({ length: n }, (_, i) =>
          engine.embed(pixels.subarray(i * stride, (i + 1) * stride), over.signal),
        ),
      );
      const embeddings = new Float32Array(n * dimensions);
      for (const [i, row] of rows.entries()) embeddings.set(row, i * dimensions);
      return embeddings;
    } finally {
      clearTimeout(timer);
    }
  };
}

async function startChecked(options: EngineOptions): Promise<Engine> {
  const engine = await Engine.start(options);
  try {
    const { card } = options.bundle;
    await checkGolden(card, batchEmbed(engine, card.dimensions));
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/**
 * Starts the engine on the requested device, or fails: there is no silent fall-back. `auto` starts
 * every device that works and gives the bundle's golden vectors, and keeps the fastest.
 */
export async function startEngine(
  requested: Device | 'auto',
  options: Omit<EngineOptions, 'device'>,
  onSkipped: (device: Device, reason: string) => void,
): Promise<Engine> {
  if (requested !== 'auto') return startChecked({ ...options, device: requested });
  let best: Engine | undefined;
  for (const device of devices) {
    let engine: Engine;
    try {
      engine = await startChecked({ ...options, device });
    } catch (error) {
      if (device === 'cpu' && best === undefined) throw error;
      onSkipped(device, error instanceof Error ? error.message : String(error));
      continue;
    }
    const faster = (engine.picturesPerSecond ?? 0) > (best?.picturesPerSecond ?? 0);
    if (faster) await best?.close();
    else await engine.close();
    if (faster) best = engine;
  }
  return best!;
}
