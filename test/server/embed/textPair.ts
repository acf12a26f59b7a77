import assert from 'node:assert/strict';
import sharp from 'sharp';
import { importCommand } from '../../../server/client/models/importCommand.ts';

/** Makes a bundle of a folder with a pair of towers. */
export const importTextPair = (folder: string, name: string, models: string) => {
  const trainer = { whiten: assert.fail, checkpointEncoder: assert.fail };
  return importCommand([folder, '--name', name, '--models', models, '--with-text'], trainer);
};

/** A picture of one colour: PNG. */
export const pictureOfColour = (background: string) =>
  sharp({ create: { width: 20, height: 20, channels: 3, background } })
    .png()
    .toBuffer();
