import { cpu } from './engines/cpu.ts';
import { cuda } from './engines/cuda.ts';
import { eager } from './engines/eager.ts';
import { tfjsCpu } from './engines/tfjsCpu.ts';
import { tfjsGpu } from './engines/tfjsGpu.ts';
import { webgpu } from './engines/webgpu.ts';
import { xla } from './engines/xla.ts';
import type { EngineRecord } from './record.ts';

const table = [cpu, webgpu, cuda, xla, tfjsGpu, tfjsCpu, eager] as const;

/** `--engine` takes these names, and `auto`. */
export type EngineName = (typeof table)[number]['name'];

/** How a training step can run: every engine. */
export const engines: readonly EngineRecord<EngineName>[] = table;

export function engineNamed(name: EngineName): EngineRecord<EngineName> {
  return engines.find((engine) => engine.name === name)!;
}
