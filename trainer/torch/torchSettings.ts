import type { Settings } from '../config/schema.ts';
import { linesOf, readTorchNetwork, usualSize } from './readNetwork.ts';

/**
 * The settings that a run which starts from a PyTorch checkpoint has of it, where it is not told
 * others: the network, and the side of pictures that goes with its stem. Tells on stderr what else was
 * in the file.
 * @param chosen those that it is told
 */
export async function torchSettings(
  path: string,
  chosen: Readonly<Record<string, unknown>>,
): Promise<Partial<Settings>> {
  const network = await readTorchNetwork(path);
  for (const line of linesOf(network)) console.error(line);
  const own: Partial<Settings> = { encoder: network.name, size: usualSize[network.stem] };
  return Object.fromEntries(Object.entries(own).filter(([key]) => !(key in chosen)));
}
