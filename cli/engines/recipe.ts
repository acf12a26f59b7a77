import { createHash } from 'node:crypto';
import type { EnginePackage } from '@selfsame/models';
import { wheelFile } from '@selfsame/models/wheel';
import type { NpmPin } from './pins/npm.ts';
import type { Pin, Platform, Wheel } from './pins/pin.ts';

/** What TensorFlow's binding for Node is built of. */
export interface Binding {
  /** With the binding's sources. */
  readonly sources: NpmPin;
  /** What they are loaded with. */
  readonly runtime: readonly NpmPin[];
  /** What they are compiled with, and no more. */
  readonly headers: NpmPin;
}

/** What an engine is made of. */
export interface Recipe {
  readonly name: EnginePackage;
  /** A few words, for the help. */
  readonly about: string;
  /** The first one has the version that the engine is known by. */
  readonly pins: readonly [Pin, ...Pin[]];
  /** What a program loads first, from the engine's folder. */
  readonly library: string;
  /** What it takes to build TensorFlow's binding for Node. */
  readonly binding?: Binding;
}

/** A pin, and its wheel for a machine. */
export interface Part {
  readonly pin: Pin;
  readonly wheel: Wheel;
}

/** The wheels for a machine; undefined where one is missing. */
export function partsFor({ pins }: Recipe, platform: Platform): readonly Part[] | undefined {
  const parts = pins.flatMap((pin) => {
    const wheel = pin.wheels[platform];
    return wheel === undefined ? [] : [{ pin, wheel }];
  });
  return parts.length === pins.length ? parts : undefined;
}

export const platformsOf = ({ pins: [first] }: Recipe): readonly string[] =>
  Object.keys(first.wheels);

/** Of all that an engine is made of; another one is another engine. Hexadecimal. */
export const digestOf = (recipe: Recipe, parts: readonly Part[]): string =>
  createHash('sha256')
    .update(JSON.stringify([recipe, parts]))
    .digest('hex');

/** The name of a wheel's file. */
export const fileOf = ({ pin, wheel }: Part): string => wheelFile({ ...pin, ...wheel });
