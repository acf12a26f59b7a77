import { SelfsameError } from '@selfsame/models';
import type { Arrays } from '../../arrays.ts';
import { EngineUnavailableError } from '../../errors.ts';
import type { StepFunction } from '../../step.ts';
import { createAccumulatingEngine } from '../accumulating.ts';
import type { Engine } from '../engine.ts';
import type { EngineRecord } from '../record.ts';
import { createXlaEngine } from './engine.ts';
import { findPlugin } from './findPlugin.ts';
import { HeldPictures } from './HeldPictures.ts';
import { compileCached } from './pjrt/cache.ts';
import { type Client, openClient, type PluginSpec } from './pjrt/client.ts';
import { type XlaOptions, xlaRuntime } from './runtime.ts';

/**
 * Starts the engine that suits the step, on the first devices of the plugin that is there.
 * @throws {EngineUnavailableError} if there is no plugin, or it does not load or has too few devices
 */
export async function startXla(
  record: EngineRecord,
  step: StepFunction,
  variables: Arrays,
  devices: number,
): Promise<Engine> {
  const plugin = findPlugin();
  if (!plugin) throw new EngineUnavailableError(record, "XLA's plugin is not installed.");
  if (plugin.onCpu) console.error('xla computes on the processor here, where cpu is quicker');
  const client = open(record, plugin);
  if (client.devices.length < devices) {
    const there = client.devices.length;
    client.close();
    throw new EngineUnavailableError(record, `it has ${there} devices, and not ${devices}.`);
  }
  const compile = { partitions: devices };
  const held = new HeldPictures({ client, devices });
  const options: XlaOptions = {
    client,
    devices,
    held,
    compile: (text) => compileCached(client, plugin.executables, text, compile).executable,
    products: step.mixedPrecision ? 'bf16' : 'f32',
  };
  try {
    const engine = step.parts
      ? await createAccumulatingEngine(step, step.parts, variables, xlaRuntime(options))
      : await createXlaEngine(step, variables, options);
    return {
      ...engine,
      hold: (pictures) => held.hold(pictures),
      peakBytes: () => client.devices[0]!.memory()?.peakBytesInUse,
      async close() {
        await engine.close();
        client.close();
      },
    };
  } catch (error) {
    client.close();
    throw error;
  }
}

function open(record: EngineRecord, plugin: PluginSpec): Client {
  try {
    return openClient(plugin);
  } catch (error) {
    if (!(error instanceof SelfsameError)) throw error;
    throw new EngineUnavailableError(record, error.message, error);
  }
}
