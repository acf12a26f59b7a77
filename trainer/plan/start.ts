import {
  type Bundle,
  defaultModel,
  findBundle,
  modelName,
  SelfsameError,
  shippedModels,
} from '@selfsame/models';
import { bundleSettings } from '../config/bundleSettings.ts';
import type { Settings } from '../config/schema.ts';
import { checkEncoder } from '../init/initialise.ts';
import { readInit } from '../init/readInit.ts';
import type { Encoder } from '../nn/encoders.ts';

/** An encoder that a run may start from. */
export interface Start {
  /** name/version, and the folder of its bundle. */
  readonly name: string;
  readonly dir: string;
  /** Its network, and the sides of pictures that it has seen. */
  readonly settings: Partial<Settings>;
  /** Pictures that it has learned from. */
  readonly pictures: number;
  /** @throws {InitError} where its weights are of another encoder */
  readonly check: (encoder: Encoder) => void;
}

/** The shipped encoder; undefined where it is missing, or was not trained here. */
export async function shippedStart(): Promise<Start | undefined> {
  try {
    return await startOf(await findBundle([shippedModels], defaultModel));
  } catch (error) {
    if (!(error instanceof SelfsameError)) throw error;
    return undefined;
  }
}

async function startOf({ card, dir }: Bundle): Promise<Start | undefined> {
  const { training } = card;
  if (training === undefined) return undefined;
  // That its weights can be had is seen before they are counted on.
  const source = await readInit(dir);
  const { pictures } = training.dataset;
  const settings = bundleSettings(card, {});
  const check = (encoder: Encoder) => checkEncoder(source, encoder);
  return { name: modelName(card), dir, settings, pictures, check };
}
